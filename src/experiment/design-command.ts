import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { residualErrorPercentage, summariseResiduals } from '../evaluation/residual';
import { toCsv } from '../evaluation/table';
import { showInBrowser } from '../figures/browser';
import { contactSheet } from '../figures/microstructures';
import { saveFigure } from '../figures/render';
import { FilmSimulator } from '../film/simulator';
import { GanMdn } from '../inverse/gan-mdn';
import type { Candidate } from '../inverse/model';
import { encodePng } from '../microstructure/image';
import { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { writeFile } from '../runs/files';
import { defaultSeed, runFolder, runName } from './experiment';
import { absorptionTarget, checkWritable, wholeNumber } from './options';
import { findProfile, type Profile } from './profiles';
import { loadGenerator } from './steps/generator-step';
import { loadNetwork } from './steps/network-step';
import { interruptibleRun, TerminalProgress } from './terminal';

interface DesignOptions {
  target: number;
  count: number;
  dataset: string;
  out: string;
  profile: string;
  seed: number;
  json?: boolean;
  show?: boolean;
}

export function designCommand(): Command {
  return new Command('design')
    .description('Propose microstructures for a target absorption with the trained models, and simulate each.')
    .requiredOption('--target <absorption>', 'absorption asked for, between 0 and 1', absorptionTarget)
    .option('--count <number>', 'how many candidates', wholeNumber('--count', 1), 30)
    .option('--dataset <name>', 'I (96 × 96 pixels) or II (64 × 64)', 'II')
    .requiredOption('--out <folder>', 'where the images, candidates.csv and the contact sheet go')
    .option('--profile <name>', 'the run whose models are used', 'quick')
    .option('--seed <number>', 'draws other candidates', wholeNumber('--seed', 0), defaultSeed)
    .option('--json', 'print one JSON object instead of text')
    .option('--show', 'open the contact sheet in the browser (its page loads plotly from the web)')
    .action(runDesign);
}

async function runDesign(options: DesignOptions): Promise<void> {
  const { target, count, json, show } = options;
  const profile = findProfile(options.profile);
  const dataset = profile.datasets.find(({ name }) => name === options.dataset);
  if (!dataset) {
    const names = profile.datasets.map(({ name }) => name).join(' or ');
    throw new InputError('--dataset', `profile '${profile.name}' has no Data-${options.dataset}`, `give ${names}`);
  }
  const out = checkWritable('--out', options.out);
  const folder = modelFolder(profile, dataset.name);

  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  const generator = await loadGenerator(folder);
  const network = loadNetwork(folder, dataset.name);
  const simulator = new FilmSimulator(profile.film);
  try {
    const random = RandomStream.fromSeed(options.seed).derive('design', target);
    const design = await new GanMdn(generator, network, dataset.latentSide, dataset.range).design(target, count, random);
    const images = design.candidates.map(({ microstructure }) => microstructure);
    const absorptions = await simulator.simulate(images, run);
    const sheet = writeDesign(out, target, design.candidates, absorptions);
    const pictures = await saveFigure(out, 'contact-sheet', sheet);
    progress.end();

    const residuals = summariseResiduals(absorptions, target);
    if (json) {
      process.stdout.write(
        `${JSON.stringify({ target, absorptions: [...absorptions], residuals, warnings: design.warnings, out })}\n`,
      );
    } else {
      const { minimum, mean, deviation } = residuals;
      for (const warning of design.warnings) process.stdout.write(`note: ${warning}\n`);
      process.stdout.write(
        `${count} candidates for an absorption of ${target}, simulated with ${profile.film.harmonics} plane waves\n`,
      );
      process.stdout.write(`REP: min ${minimum.toFixed(2)} %, mean ${mean.toFixed(2)} %, sd ${deviation.toFixed(2)} %\n`);
      process.stdout.write(`images, candidates.csv and ${relative(out, pictures[0])}: ${relative(process.cwd(), out)}\n`);
    }
    if (show) await showInBrowser(sheet);
  } finally {
    generator.dispose();
    await simulator.close();
  }
}

/** The folder of a profile's trained models. */
function modelFolder(profile: Profile, dataset: string): string {
  const folder = runFolder(runName(profile, defaultSeed));
  for (const step of ['generator', `network-${dataset}`]) {
    if (!existsSync(join(folder, `${step}.weights`))) {
      throw new InputError(
        '--profile',
        `its ${step} is not trained yet`,
        `run \`npm run reproduce -- --profile ${profile.name}\` first`,
      );
    }
  }
  return folder;
}

/** Writes images and table, best candidate first; gives the contact sheet. */
function writeDesign(
  out: string,
  target: number,
  candidates: readonly Candidate[],
  absorptions: Float64Array,
): ReturnType<typeof contactSheet> {
  const residual = (i: number): number => residualErrorPercentage(absorptions[i], target);
  const order = [...candidates.keys()].sort((a, b) => residual(a) - residual(b));
  const rows = order.map((i, rank) => {
    const image = `candidate-${String(rank + 1).padStart(String(candidates.length).length, '0')}.png`;
    writeFile(join(out, image), encodePng(candidates[i].microstructure), '--out');
    const latent = Object.fromEntries([...(candidates[i].latent ?? [])].map((value, k) => [`z${k + 1}`, value]));
    return { image, absorption: absorptions[i], 'REP %': residual(i), ...latent };
  });
  writeFile(join(out, 'candidates.csv'), toCsv(rows), '--out');
  return contactSheet(
    order.map((i) => ({ microstructure: candidates[i].microstructure, title: `A = ${absorptions[i].toFixed(3)}` })),
    { title: `Candidates for an absorption of ${target}, nearest first` },
  );
}
