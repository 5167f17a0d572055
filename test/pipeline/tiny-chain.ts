import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bayesianOptimisation,
  directMdn,
  flowMatching,
  ganMdn,
  type Method,
  methods,
  pcaMdn,
  surrogateRanked,
} from '../../src/inverse/index';
import { findProfile, type Profile } from '../../src/pipeline/profiles';
import { runSteps } from '../../src/pipeline/run-steps';
import { pipelineSteps } from '../../src/pipeline/steps';
import type { Json } from '../../src/runs/json';

/** The chain at sizes that teach nothing but take seconds. */
const sketch = findProfile('sketch');
export const tiny: Profile = {
  ...sketch,
  name: 'tiny',
  fields: { ...sketch.fields, count: 12 },
  gan: { ...sketch.gan, steps: 3, batch: 4, checkpointEvery: 2 },
  film: { ...sketch.film, harmonics: 5 },
  datasets: [{ name: 'II', latentSide: 2, samples: 40, range: [0, 1], trainingShare: 0.7 }],
  fineHarmonics: 9,
  methods: {
    mdn: { epochs: 3, batch: 8 },
    direct: { epochs: 1, batch: 8, components: 2 },
    optimisation: { initial: 6, iterations: 4, refits: [8], candidates: 100 },
    flow: { hidden: [8], steps: 4, batch: 8 },
    surrogate: { widths: [4, 6], hidden: 4, epochs: 1, batch: 8 },
    ranking: { candidates: 10 },
    robustness: { candidates: 10 },
    adjoint: { starts: 1, steps: 2 },
  },
  protocol: { targets: [0.5, 0.6], exploration: [0.8], candidates: 3, repetitions: 2, novelty: 2 },
};

export async function runTiny(
  seed: number,
  draw = false,
  given = methods,
): Promise<{ folder: string; results: Record<string, Json> }> {
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
  const place = { folder, figures: join(folder, 'pictures') };
  const steps = pipelineSteps(tiny, place, { methods: given }).filter(({ name }) => draw || name !== 'figures');
  const outcomes = await runSteps(steps, folder, { seed, run: {} });
  return { folder, results: Object.fromEntries(outcomes.map(({ name, results }) => [name, results])) };
}

/** Those that train, and one that searches, stand for all. */
export const few = [ganMdn, pcaMdn, directMdn, bayesianOptimisation, flowMatching, surrogateRanked] as Method[];
