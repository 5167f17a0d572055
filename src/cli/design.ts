import { relative } from 'node:path';
import { Command } from 'commander';
import { residualErrorPercentage, summariseResiduals } from '../evaluation/residual';
import { showInBrowser } from '../figures/browser';
import { methods, slugOf, spectralMethods } from '../inverse/index';
import type { Origin } from '../inverse/method';
import type { Design } from '../inverse/model';
import { RandomStream } from '../numerics/random';
import { partsOf } from '../pipeline/parts';
import { openTrained } from '../pipeline/trained';
import { InputError } from '../runs/errors';
import type { Property, PropertyValue } from '../simulation/property';
import { withCalls } from './calls';
import { type Judged, type LayoutKind, readLayouts, readRepeat, sheetOf, withArticle, writeDesign } from './design-files';
import { designSpectrum } from './design-spectrum';
import { addRunOptions, checkTarget, prepareFolder, type RunOptions, readProfile, readTarget, say, wholeNumber } from './options';
import { interruptibleRun, TerminalProgress } from './terminal';

/** Whose idea a method is, for people to read. */
const origins: Record<Origin, string> = {
  paper: 'the paper’s',
  baseline: 'the paper’s baseline',
  check: 'a check',
  ours: 'ours',
};

export interface DesignOptions extends RunOptions {
  target?: PropertyValue;
  count: number;
  dataset: string;
  method?: string;
  calls?: number;
  out: string;
  draw: number;
  layout?: LayoutKind[];
  repeat?: [columns: number, rows: number];
  json?: boolean;
  show?: boolean;
}

export function designCommand(): Command {
  const command = new Command('design')
    .description('Propose microstructures for a target property with a trained method, and simulate each.')
    .option('--target <value>', 'absorption asked for, between 0 and 1', readTarget)
    .option('--spectrum <file.csv>', 'instead: absorption at several wavelengths; then profile spectra, Data-S')
    .option('--count <number>', 'how many candidates', wholeNumber('--count', 1), 30)
    .option('--dataset <name>', 'I (96 × 96 pixels) or II (64 × 64)', 'II')
    .option('--method <name>', 'how candidates are proposed; the paper’s method unless given')
    .option('--calls <number>', 'simulations for each candidate, by methods that take a budget', wholeNumber('--calls', 1))
    .requiredOption('--out <folder>', 'where the images, candidates.csv and the contact sheet go')
    .option('--draw <number>', 'draws other candidates', wholeNumber('--draw', 0), 1)
    .option('--layout <kinds>', 'outlines for other programs beside the images: svg, gds (GDSII) or svg,gds', readLayouts)
    .option('--repeat <columns,rows>', 'periods side by side in a GDSII file', readRepeat);
  return addRunOptions(command, 'paper')
    .option('--json', 'print one JSON object instead of text')
    .option('--show', 'open the contact sheet in the browser (its page loads plotly from the web)')
    .addHelpText('after', designHelp)
    .action(runDesign);
}

const designHelp = `
Methods:
${methods.map((method) => `  ${slugOf(method).padEnd(26)}${method.summary} (${origins[method.origin]})`).join('\n')}
For spectra, the first is taken unless one is named:
${spectralMethods.map((method) => `  ${slugOf(method).padEnd(26)}${method.summary}`).join('\n')}
The models of the profile paper with seed 1 come with the repository; those of other runs are trained by \`reproduce\`.`;

async function runDesign(given: DesignOptions & { spectrum?: string }, command: Command): Promise<void> {
  const { spectrum, ...options } = given;
  if ((options.target === undefined) === (spectrum === undefined))
    throw new InputError('--target', 'designs are for a target or for a spectrum', 'give one of --target and --spectrum');
  const isDefault = (name: string): boolean => command.getOptionValueSource(name) === 'default';
  if (spectrum !== undefined) return designSpectrum(spectrum, options, isDefault);
  return designNumber({ ...options, target: options.target! });
}

async function designNumber(options: DesignOptions & { target: PropertyValue }): Promise<void> {
  const { target, count, draw, out: folder, seed } = options;
  const given = readProfile(options);
  const { methods: known, simulation } = partsOf(given);
  const { property, fidelities } = simulation;
  const profile = options.calls === undefined ? given : withCalls(given, known, options.method, options.calls);
  checkTarget(target, property);
  const { model, simulator, origin, close } = await openTrained(profile, { ...options, seed });
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  try {
    const out = prepareFolder('--out', folder);
    const random = RandomStream.fromSeed(draw).derive('design', `${target}`);
    const design = await model.design(target, count, random, run);
    const fidelity = design.chosenAt ?? 'label';
    const y = await simulator.simulate(
      design.candidates.map(({ microstructure }) => microstructure),
      run,
      fidelity,
    );
    progress.end();
    const judged = judge(design, y, target as number);
    const { layout: layouts = [], repeat = [1, 1] } = options;
    await writeDesign(out, judged, { target: target as number, property, layouts, repeat, pixel: profile.film.pixel });
    report(options, { design, judged, origin, method: model.name, property, out, simulatedAt: fidelities[fidelity] });
    if (options.show) await showInBrowser(sheetOf(judged, { target: target as number, property }));
  } finally {
    await close();
  }
}

/** Candidates nearest to the target first, with the names of their files. */
function judge({ candidates }: Design, y: Float64Array, target: number): Judged[] {
  const digits = String(candidates.length).length;
  return candidates
    .map((candidate, i) => ({ ...candidate, name: '', property: y[i], residual: residualErrorPercentage(y[i], target) }))
    .sort((a, b) => a.residual - b.residual)
    .map((candidate, rank) => ({ ...candidate, name: `candidate-${String(rank + 1).padStart(digits, '0')}` }));
}

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
  { target, count, json }: DesignOptions & { target: PropertyValue },
  { design, judged, origin, method, property, out, simulatedAt }: Report,
): void {
  const values = judged.map((candidate) => candidate.property);
  const residuals = summariseResiduals(values, target as number);
  const { warnings } = design;
  if (json) {
    const candidates = judged.map(({ name, latent, property: value, residual }) => ({
      ...{ file: `${name}.png`, latent: latent && [...latent], [property.name]: value, rep: residual },
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
