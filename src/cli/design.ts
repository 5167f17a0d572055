import { join, relative } from 'node:path';
import { Command } from 'commander';
import { residualErrorPercentage, summariseResiduals } from '../evaluation/residual';
import { toCsv } from '../evaluation/table';
import { showInBrowser } from '../figures/browser';
import { contactSheet } from '../figures/microstructures';
import { saveFigure } from '../figures/render';
import type { Figure } from '../figures/style';
import type { Candidate } from '../inverse/model';
import { encodePng } from '../microstructure/image';
import { RandomStream } from '../numerics/random';
import { findProfile } from '../pipeline/profiles';
import { defaultSeed } from '../pipeline/reproduce';
import { openTrained } from '../pipeline/trained';
import { writeFile } from '../runs/files';
import { absorptionTarget, prepareFolder, wholeNumber } from './options';
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

async function runDesign({ target, count, dataset, out: folder, profile: name, seed, json, show }: DesignOptions): Promise<void> {
  const profile = findProfile(name);
  const { model, simulator, close } = await openTrained(profile, dataset);
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  try {
    const out = prepareFolder('--out', folder);
    const { candidates, warnings } = await model.design(target, count, RandomStream.fromSeed(seed).derive('design', target));
    const absorptions = await simulator.simulate(
      candidates.map(({ microstructure }) => microstructure),
      run,
    );
    progress.end();
    const sheet = writeDesign(out, target, candidates, absorptions);
    await saveFigure(out, 'contact-sheet', sheet);

    const residuals = summariseResiduals(absorptions, target);
    if (json) {
      process.stdout.write(`${JSON.stringify({ target, absorptions: [...absorptions], residuals, warnings, out })}\n`);
    } else {
      const { minimum, mean, deviation } = residuals;
      const say = (line: string): boolean => process.stdout.write(`${line}\n`);
      for (const warning of warnings) say(`note: ${warning}`);
      say(`${count} candidates for an absorption of ${target}, simulated with at most ${profile.film.harmonics} plane waves`);
      say(`REP: min ${minimum.toFixed(2)} %, mean ${mean.toFixed(2)} %, sd ${deviation.toFixed(2)} %`);
      say(
        `${relative(process.cwd(), out) || '.'}: images (nearest to the target first), candidates.csv, contact-sheet.png and .svg`,
      );
    }
    if (show) await showInBrowser(sheet);
  } finally {
    await close();
  }
}

/** Writes images and table, best candidate first; gives the contact sheet. */
function writeDesign(out: string, target: number, candidates: readonly Candidate[], absorptions: Float64Array): Figure {
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
