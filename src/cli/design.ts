import { join, relative } from 'node:path';
import { Command } from 'commander';
import { residualErrorPercentage, summariseResiduals } from '../evaluation/residual';
import { toCsv } from '../evaluation/table';
import { showInBrowser } from '../figures/browser';
import { contactSheet } from '../figures/microstructures';
import { saveFigure } from '../figures/render';
import { methods, slugOf } from '../inverse/index';
import type { Origin } from '../inverse/method';
import type { Candidate, Design } from '../inverse/model';
import { encodePng } from '../microstructure/image';
import { RandomStream } from '../numerics/random';
import { partsOf } from '../pipeline/parts';
import { openTrained } from '../pipeline/trained';
import { writeFile } from '../runs/files';
import type { Property, PropertyValue } from '../simulation/property';
import { addRunOptions, checkTarget, prepareFolder, type RunOptions, readProfile, readTarget, say, wholeNumber } from './options';
import { interruptibleRun, TerminalProgress } from './terminal';

/** Whose idea a method is, for people to read. */
const origins: Record<Origin, string> = {
  paper: 'the paper’s',
  baseline: 'the paper’s baseline',
  check: 'a check',
  ours: 'ours',
};

interface DesignOptions extends RunOptions {
  target: PropertyValue;
  count: number;
  dataset: string;
  method?: string;
  out: string;
  draw: number;
  json?: boolean;
  show?: boolean;
}

export function designCommand(): Command {
  const command = new Command('design')
    .description('Propose microstructures for a target property with a trained method, and simulate each.')
    .requiredOption('--target <value>', 'absorption asked for, between 0 and 1', readTarget)
    .option('--count <number>', 'how many candidates', wholeNumber('--count', 1), 30)
    .option('--dataset <name>', 'I (96 × 96 pixels) or II (64 × 64)', 'II')
    .option('--method <name>', 'how candidates are proposed; the paper’s method unless given')
    .requiredOption('--out <folder>', 'where the images, candidates.csv and the contact sheet go')
    .option('--draw <number>', 'draws other candidates', wholeNumber('--draw', 0), 1);
  return addRunOptions(command, 'paper')
    .option('--json', 'print one JSON object instead of text')
    .option('--show', 'open the contact sheet in the browser (its page loads plotly from the web)')
    .addHelpText('after', designHelp)
    .action(runDesign);
}

const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const designHelp = `
Methods:
${methods.map((method) => `  ${slugOf(method).padEnd(26)}${method.summary} (${origins[method.origin]})`).join('\n')}
The models of the profile paper with seed 1 come with the repository; those of other runs are trained by \`reproduce\`.`;

/** A candidate with what the simulator says of it. */
interface Judged extends Candidate {
  file: string;
  property: number;
  residual: number;
}

async function runDesign(options: DesignOptions): Promise<void> {
  const { target, count, draw, out: folder, seed } = options;
  const profile = readProfile(options);
  const { property, fidelities } = partsOf(profile).simulation;
  checkTarget(target, property);
  const { model, simulator, origin, close } = await openTrained(profile, { ...options, seed });
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  try {
    const out = prepareFolder('--out', folder);
    const random = RandomStream.fromSeed(draw).derive('design', `${target}`);
    const design = await model.design(target, count, random, run);
    const y = await simulator.simulate(
      design.candidates.map(({ microstructure }) => microstructure),
      run,
    );
    progress.end();
    const judged = judge(design, y, target as number);
    await writeDesign(out, judged, target as number, property);
    report(options, { design, judged, origin, method: model.name, property, out, simulatedAt: fidelities.label });
    if (options.show) await showInBrowser(sheetOf(judged, target as number, property));
  } finally {
    await close();
  }
}

/** Candidates nearest to the target first, with the names of their files. */
function judge({ candidates }: Design, y: Float64Array, target: number): Judged[] {
  const digits = String(candidates.length).length;
  return candidates
    .map((candidate, i) => ({ ...candidate, file: '', property: y[i], residual: residualErrorPercentage(y[i], target) }))
    .sort((a, b) => a.residual - b.residual)
    .map((candidate, rank) => ({ ...candidate, file: `candidate-${String(rank + 1).padStart(digits, '0')}.png` }));
}

/** Writes images, table and contact sheet. */
async function writeDesign(out: string, judged: readonly Judged[], target: number, property: Property): Promise<void> {
  const rows = judged.map(({ microstructure, file, latent = [], property: value, residual }) => {
    writeFile(join(out, file), encodePng(microstructure), '--out');
    const numbers = Object.fromEntries([...latent].map((z, k) => [`z${k + 1}`, z]));
    return { image: file, [property.name]: value, 'REP %': residual, ...numbers };
  });
  writeFile(join(out, 'candidates.csv'), toCsv(rows), '--out');
  await saveFigure(out, 'contact-sheet', sheetOf(judged, target, property));
}

const sheetOf = (judged: readonly Judged[], target: number, { name, symbol }: Property) =>
  contactSheet(
    judged.map(({ microstructure, property }) => ({ microstructure, title: `${symbol} = ${property.toFixed(3)}` })),
    { title: `Candidates for ${withArticle(name)} of ${target}, nearest first` },
  );

interface Report {
  design: Design;
  judged: readonly Judged[];
  origin: string;
  method: string;
  property: Property;
  out: string;
  simulatedAt: string;
}

function report(
  { target, count, json }: DesignOptions,
  { design, judged, origin, method, property, out, simulatedAt }: Report,
): void {
  const values = judged.map((candidate) => candidate.property);
  const residuals = summariseResiduals(values, target as number);
  const { warnings } = design;
  if (json) {
    const candidates = judged.map(({ file, latent, property: value, residual }) => ({
      ...{ file, latent: latent && [...latent], [property.name]: value, rep: residual },
    }));
    process.stdout.write(`${JSON.stringify({ target, candidates, residuals, warnings, method, models: origin, out })}\n`);
    return;
  }
  const { minimum, mean, deviation } = residuals;
  for (const warning of warnings) say(`note: ${warning}`);
  say(
    `${count} candidates for ${withArticle(property.name)} of ${target} by ${method}, with ${origin}, simulated at ${simulatedAt}`,
  );
  say(`REP: min ${minimum.toFixed(2)} %, mean ${mean.toFixed(2)} %, sd ${deviation.toFixed(2)} %`);
  say(`${relative(process.cwd(), out) || '.'}: images (nearest to the target first), candidates.csv, contact-sheet.png and .svg`);
}
