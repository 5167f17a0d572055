import { join, relative } from 'node:path';
import { toCsv } from '../evaluation/table';
import { showInBrowser } from '../figures/browser';
import { contactSheet } from '../figures/microstructures';
import { saveFigure } from '../figures/render';
import { spectrumOfDesigns } from '../figures/spectral-designs';
import { wavelengthsOf } from '../film/settings';
import type { Candidate, Design } from '../inverse/model';
import { RandomStream } from '../numerics/random';
import { isSpectral, partsOf } from '../pipeline/parts';
import { openTrained } from '../pipeline/trained';
import { InputError } from '../runs/errors';
import { writeFile } from '../runs/files';
import { rootMeanSquare } from '../simulation/residual';
import { withCalls } from './calls';
import { type LayoutKind, writeImages } from './design-files';
import type { DesignOptions } from './design-options';
import { claimFolder, readProfile, say } from './options';
import { readSpectrum, spectrumAt } from './read-spectrum';
import { interruptibleRun, TerminalProgress } from './terminal';

/** A candidate, the name of its files, what it absorbs at each wavelength and how far that is off. */
interface JudgedSpectrum extends Candidate {
  name: string;
  absorption: number[];
  error: number;
}

/** `design --spectrum`: candidates for the absorption that a file asks for, simulated, nearest first. */
export async function designSpectrum(
  file: string,
  options: DesignOptions,
  isDefault: (option: string) => boolean,
): Promise<void> {
  const given = readSpectrum(file);
  const { count, draw, seed } = options;
  if (options.robust) throw new InputError('--robust', 'it is for a target of one number', 'leave it out');
  const named = readProfile({ ...options, profile: isDefault('profile') ? 'spectra' : options.profile });
  const dataset = isDefault('dataset') ? named.datasets[0].name : options.dataset;
  const { simulation, methods } = partsOf(named);
  if (!isSpectral({ simulation }))
    throw new InputError('--profile', `'${named.name}' has one wavelength`, 'name spectra, or leave it out');
  const profile = withCalls(named, methods, options.method, options.calls);
  const wavelengths = wavelengthsOf(profile.film);
  const target = spectrumAt(given, wavelengths);
  const { model, simulator, origin, close } = await openTrained(profile, { ...options, dataset, seed });
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  try {
    const out = claimFolder('--out', options.out);
    const random = RandomStream.fromSeed(draw).derive('design', `${target}`);
    const design = await model.design(target, count, random, run);
    const images = design.candidates.map(({ microstructure }) => microstructure);
    const fidelity = design.chosenAt ?? 'label';
    const judged = judge(design, await simulator.simulate(images, run, fidelity), target);
    progress.end();
    const pictures = await writeDesigns(out, judged, { wavelengths, target, options, pixel: profile.film.pixel });
    const errors = judged.map(({ error }) => error);
    const { warnings } = design;
    if (options.json) {
      const candidates = judged.map(({ name, latent, absorption, error }) => {
        return { file: `${name}.png`, latent: latent && [...latent], absorption, rms: error };
      });
      process.stdout.write(
        `${JSON.stringify({ wavelengths, target, candidates, warnings, method: model.name, models: origin, out })}\n`,
      );
    } else {
      for (const warning of warnings) say(`note: ${warning}`);
      const at = `${wavelengths[0]} to ${wavelengths[wavelengths.length - 1]} nm`;
      say(`${count} candidates for the absorption of ${file} at ${wavelengths.length} wavelengths, ${at}, by ${model.name},`);
      say(`with ${origin}, simulated at ${simulation.fidelities[fidelity]}`);
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      say(`root mean square over wavelengths: least ${errors[0].toFixed(4)}, mean ${mean.toFixed(4)}`);
      say(
        `${relative(process.cwd(), out) || '.'}: images (nearest first), candidates.csv, contact-sheet and spectrum (.png, .svg)`,
      );
    }
    if (options.show) await showInBrowser(pictures);
  } finally {
    await close();
  }
}

function judge({ candidates }: Design, y: Float64Array, target: readonly number[]): JudgedSpectrum[] {
  const digits = String(candidates.length).length;
  return candidates
    .map((candidate, i) => {
      const absorption = Array.from(y.subarray(i * target.length, (i + 1) * target.length));
      return { ...candidate, name: '', absorption, error: rootMeanSquare(absorption, target) };
    })
    .sort((a, b) => a.error - b.error)
    .map((candidate, rank) => ({ ...candidate, name: `candidate-${String(rank + 1).padStart(digits, '0')}` }));
}

/** Writes images, layouts, the table of all, the contact sheet and the picture of spectra, which it gives. */
async function writeDesigns(
  out: string,
  judged: readonly JudgedSpectrum[],
  of: { wavelengths: readonly number[]; target: readonly number[]; options: DesignOptions; pixel: number },
) {
  const { wavelengths, target, options, pixel } = of;
  const { layout: layouts = [] as LayoutKind[], repeat = [1, 1] } = options;
  const rows = judged.map((candidate) => {
    const files = writeImages(out, candidate, { layouts, repeat, pixel });
    const values = candidate.absorption.map((value, k) => [`${wavelengths[k]} nm`, value] as const);
    const latents = [...(candidate.latent ?? [])].map((z, k) => [`z${k + 1}`, z] as const);
    return { ...files, ...Object.fromEntries(values), RMS: candidate.error, ...Object.fromEntries(latents) };
  });
  writeFile(join(out, 'candidates.csv'), toCsv(rows), '--out');
  const items = judged.map(({ microstructure, error }) => ({
    microstructure,
    title: `off by ${(100 * error).toPrecision(2)} %`,
  }));
  const sheet = contactSheet(items, { title: 'Candidates for a spectrum of absorption, nearest first' });
  await saveFigure(out, 'contact-sheet', sheet);
  const spectrum = spectrumOfDesigns(
    wavelengths,
    target,
    judged.map(({ absorption }) => absorption),
  );
  await saveFigure(out, 'spectrum', spectrum);
  return spectrum;
}
