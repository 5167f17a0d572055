import { relative } from 'node:path';
import { mean as average } from 'simple-statistics';
import { residualErrorPercentage, summariseResiduals } from '../evaluation/residual';
import { showInBrowser } from '../figures/browser';
import type { Design } from '../inverse/model';
import type { Microstructure } from '../microstructure/microstructure';
import { RandomStream } from '../numerics/random';
import { partsOf } from '../pipeline/parts';
import { openTrained } from '../pipeline/trained';
import type { RunControl } from '../runs/control';
import { countComponents, type PropertyValue } from '../simulation/property';
import type { Simulation } from '../simulation/simulator';
import { tolerances } from '../simulation/tolerance';
import { withCalls } from './calls';
import { type Judged, sheetOf, withArticle, writeDesign } from './design-files';
import type { DesignOptions } from './design-options';
import { checkTarget, claimFolder, readProfile, say } from './options';
import { interruptibleRun, TerminalProgress } from './terminal';

/** `design --target`: candidates for one number, simulated, nearest first. */
export async function designNumber(options: DesignOptions & { target: PropertyValue }): Promise<void> {
  const { target, count, draw, out: folder, seed } = options;
  const given = readProfile(options);
  const { methods: known, simulation } = partsOf(given);
  const { property } = simulation;
  const profile = withCalls(given, known, options.method, options.calls);
  checkTarget(target, property);
  const { model, simulator, origin, close } = await openTrained(profile, { ...options, seed });
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  try {
    const out = claimFolder('--out', folder);
    const random = RandomStream.fromSeed(draw).derive('design', `${target}`);
    const design = await model.design(target, count, random, run);
    const fidelity = design.chosenAt ?? 'label';
    const images = design.candidates.map(({ microstructure }) => microstructure);
    const y = await simulator.simulate(images, run, fidelity);
    const deviations = simulation.underErrors && (await simulateTolerances(simulation.underErrors, images, run));
    progress.end();
    const judged = judge(design, y, target as number, deviations);
    const { layout: layouts = [], repeat = [1, 1] } = options;
    await writeDesign(out, judged, { target: target as number, property, layouts, repeat, pixel: profile.film.pixel });
    report(options, {
      design,
      judged,
      origin,
      method: model.name,
      simulation,
      out,
      simulatedAt: simulation.fidelities[fidelity],
    });
    if (options.show) await showInBrowser(sheetOf(judged, { target: target as number, property }));
  } finally {
    await close();
  }
}

/** Candidates nearest to the target first, with the names of their files. */
function judge({ candidates }: Design, y: Float64Array, target: number, deviations?: Float64Array): Judged[] {
  const digits = String(candidates.length).length;
  return candidates
    .map((candidate, i) => ({
      ...{ ...candidate, name: '', property: y[i], residual: residualErrorPercentage(y[i], target) },
      ...(deviations && { tolerance: deviations[i] }),
    }))
    .sort((a, b) => a.residual - b.residual)
    .map((candidate, rank) => ({ ...candidate, name: `candidate-${String(rank + 1).padStart(digits, '0')}` }));
}

/** By how much the property of each image changes where it is not made quite as designed: a standard deviation. */
async function simulateTolerances(
  underErrors: Simulation,
  images: readonly Microstructure[],
  run: RunControl,
): Promise<Float64Array> {
  const simulator = underErrors.open();
  try {
    return tolerances(await simulator.simulate(images, run), countComponents(underErrors.property));
  } finally {
    await simulator.close();
  }
}

interface Report {
  design: Design;
  judged: readonly Judged[];
  origin: string;
  method: string;
  simulation: Simulation;
  out: string;
  simulatedAt: string;
}

function report(
  { target, count, json }: DesignOptions & { target: PropertyValue },
  { design, judged, origin, method, simulation, out, simulatedAt }: Report,
): void {
  const { property } = simulation;
  const values = judged.map((candidate) => candidate.property);
  const residuals = summariseResiduals(values, target as number);
  const { warnings } = design;
  if (json) {
    const candidates = judged.map(({ name, latent, property: value, residual, tolerance }) => ({
      ...{ file: `${name}.png`, latent: latent && [...latent], [property.name]: value, rep: residual, tolerance },
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
  const deviations = judged.flatMap(({ tolerance }) => tolerance ?? []);
  if (deviations.length > 0) {
    const { underErrors } = simulation;
    const errors = underErrors!.property.components!.slice(1).join(', ');
    say(
      `tolerance: ${property.symbol} ± ${average(deviations).toFixed(4)} on average, over ${errors} (${underErrors!.fidelities.label})`,
    );
  }
  say(`${relative(process.cwd(), out) || '.'}: images (nearest to the target first), candidates.csv, contact-sheet.png and .svg`);
}
