import { join, relative } from 'node:path';
import { Command } from 'commander';
import { toCsv } from '../evaluation/table';
import { saveFigure } from '../figures/render';
import { polarisedSpectrum, stackedSpectrum } from '../figures/spectra';
import { findMaterial } from '../optics/problem/find-material';
import type { Material } from '../optics/problem/materials';
import type { OpticalProblem } from '../optics/problem/problem';
import { type Spectrum, type SpectrumMaterials, type SpectrumPoints, spectrum } from '../optics/sweeps/spectra';
import { coarserTruncation, truncationError } from '../optics/sweeps/truncation-error';
import { InputError } from '../runs/errors';
import { writeFile } from '../runs/files';
import { claimFolder, say } from './options';
import { readProblem, sayNothing } from './simulate-problem';
import { describeError } from './simulate-report';
import { interruptibleRun, TerminalProgress } from './terminal';

interface SpectrumOptions {
  wavelengths?: number[];
  angles?: number[];
  material?: [place: string, name: string][];
  out: string;
}

export function spectrumCommand(): Command {
  return new Command('spectrum')
    .description('Solve one diffraction problem over wavelength or angle of incidence: a table and two figures.')
    .argument('<problem.json>', 'one layer, as `simulate` reads it')
    .option('--wavelengths <from:to:step>', 'in the unit of the problem, nm with materials', readRange('--wavelengths'))
    .option('--angles <from:to:step>', 'theta, in degrees', readRange('--angles'))
    .option('--material <place=name>', 'of a phase, the cover or the substrate; may be given again', gatherMaterials)
    .requiredOption('--out <folder>', 'where spectrum.csv and the figures go')
    .addHelpText('after', spectrumHelp)
    .action(runSpectrum);
}

const spectrumHelp = `
Refractive indices are those of the problem at all wavelengths, unless materials take their places:
  microdesign spectrum film.json --wavelengths 400:800:5 --material 0=SiO2 --material 1=a-Si --material substrate=SiO2 --out A
A material is SiO2, a-Si, c-Si, Ag, Au, TiO2, a .json table or a .yml page of refractiveindex.info.`;

async function runSpectrum(path: string, options: SpectrumOptions): Promise<void> {
  const problem = readProblem(path);
  const over = pointsOf(problem, options);
  const out = claimFolder('--out', options.out);
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  const found = await spectrum(problem, over, run);
  const coarse = coarserTruncation(problem.truncation);
  const other = coarse && (await spectrum({ ...problem, truncation: coarse }, over, run).catch(sayNothing));
  const error = other && largestError(found, other);
  progress.end();
  await writeSpectrum(out, found, 'angles' in over);
  const { truncation, rule, precision = 'f64' } = problem;
  say(
    `${found.points.length} points, truncation ${JSON.stringify(truncation)}, rule ${rule}, ${precision}${describeError(error)}`,
  );
  say(`${relative(process.cwd(), out) || '.'}: spectrum.csv, spectrum.png, spectrum-polarised.png and .svg of both`);
}

/** The largest error of truncation at any point of a spectrum. */
function largestError(fine: Spectrum, coarse: Spectrum): number {
  const at = ({ s, p }: Spectrum, i: number) => {
    const [ofS, ofP] = [s, p].map(({ R, T, A }) => ({ R: R[i], T: T[i], A: A[i] }));
    return { s: ofS, p: ofP };
  };
  return Math.max(...Array.from(fine.points.keys(), (i) => truncationError(at(fine, i), at(coarse, i))));
}

function pointsOf({ phases }: OpticalProblem, { wavelengths, angles, material = [] }: SpectrumOptions): SpectrumPoints {
  if (!wavelengths === !angles) {
    throw new InputError('spectrum', 'it is taken over wavelengths or over angles', 'give one of --wavelengths and --angles');
  }
  if (!wavelengths) {
    if (material.length === 0) return { angles: angles! };
    throw new InputError('--material', 'an angle does not say at which wavelength', 'give it with --wavelengths alone');
  }
  const given = new Map(material.map(([place, name]) => [place, findMaterial(name, '--material')]));
  const places = [...phases.keys()].map(String);
  const unknown = [...given.keys()].find((place) => ![...places, 'cover', 'substrate'].includes(place));
  if (unknown !== undefined) {
    throw new InputError('--material', `there is no '${unknown}'`, `give ${places.join(', ')}, cover or substrate`);
  }
  const materials: SpectrumMaterials = {
    phases: phases.map((index, i): Material => given.get(`${i}`) ?? index),
    cover: given.get('cover'),
    substrate: given.get('substrate'),
  };
  return { wavelengths, materials };
}

async function writeSpectrum(out: string, found: Spectrum, overAngles: boolean): Promise<void> {
  const axis = overAngles ? { name: 'angle of incidence', unit: '°' } : { name: 'wavelength', unit: 'nm' };
  const kinds = ['R', 'T', 'A'] as const;
  const rows = Array.from(found.points, (point, i) => ({
    [`${axis.name} (${axis.unit})`]: point,
    ...Object.fromEntries(kinds.map((kind) => [kind, found.unpolarised[kind][i]])),
    ...Object.fromEntries(kinds.map((kind) => [`${kind} s`, found.s[kind][i]])),
    ...Object.fromEntries(kinds.map((kind) => [`${kind} p`, found.p[kind][i]])),
  }));
  writeFile(join(out, 'spectrum.csv'), toCsv(rows), '--out');
  await saveFigure(out, 'spectrum', stackedSpectrum('What becomes of unpolarised light', found, axis));
  await saveFigure(out, 'spectrum-polarised', polarisedSpectrum('What becomes of s and p light', found, axis));
}

/** Reads "400:800:5": from, to (included where a step meets it) and step. */
export function readRange(argument: string): (text: string) => number[] {
  return (text) => {
    const [from, to, step, ...more] = text.split(':').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const isRange = [from, to, step].every(Number.isFinite) && step > 0 && to > from && more.length === 0;
    if (!isRange) throw new InputError(argument, `'${text}' is no range`, 'give from:to:step, such as 400:800:5');
    // a hair more, since 0.1 + 0.2 is above 0.3
    return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => from + i * step);
  };
}

function gatherMaterials(text: string, before: readonly [string, string][] = []): [string, string][] {
  const at = text.indexOf('=');
  if (at < 1) throw new InputError('--material', `'${text}' names no place`, 'give place=name, such as 1=a-Si');
  return [...before, [text.slice(0, at), text.slice(at + 1)]];
}
