import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBuild } from '../../src/cli/dataset/options';
import { Generator } from '../../src/gan/generator';
import {
  bayesianOptimisation,
  directMdn,
  flowMatching,
  ganMdn,
  type Method,
  methods,
  pcaMdn,
  surrogateRanked,
  tabledOf,
} from '../../src/inverse/index';
import { RandomStream } from '../../src/numerics/random';
import { readEvaluatedSet } from '../../src/pipeline/evaluations';
import { evaluateStepName, trainStepName } from '../../src/pipeline/method-steps';
import { findProfile, type Profile } from '../../src/pipeline/profiles';
import { runSteps } from '../../src/pipeline/run-steps';
import { pipelineSteps } from '../../src/pipeline/steps';
import type { Json } from '../../src/runs/json';

/** The chain at sizes that teach nothing but take seconds. */
const sketch = findProfile('sketch');
const tiny: Profile = {
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

async function runTiny(seed: number, draw = false, given = methods): Promise<{ folder: string; results: Record<string, Json> }> {
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
  const place = { folder, figures: join(folder, 'pictures') };
  const steps = pipelineSteps(tiny, place, { methods: given }).filter(({ name }) => draw || name !== 'figures');
  const outcomes = await runSteps(steps, folder, { seed, run: {} });
  return { folder, results: Object.fromEntries(outcomes.map(({ name, results }) => [name, results])) };
}

describe('the whole chain, tiny', () => {
  it('runs from fields to figures, the same for the same seed and any number of threads', async () => {
    const { folder, results } = await runTiny(1, true);
    for (const name of ['generator-samples', 'generator-quality', 'data-II-targets', 'data-II-best']) {
      assert.ok(existsSync(join(folder, 'pictures', `${name}.png`)) && existsSync(join(folder, 'pictures', `${name}.svg`)), name);
    }
    for (const name of [
      'figure-1-method',
      'figure-2-network',
      'figure-3-designs',
      'rep-distributions',
      'best-of-designs',
      'diversity',
      'learnt-likelihoods',
      'data-II-components',
    ]) {
      assert.ok(existsSync(join(folder, 'pictures', `${name}.png`)), name);
    }
    assert.match(readFileSync(join(folder, 'tables/claims.md'), 'utf8'), /Data-II \(40 samples\); seed 1; 3 designs/);
    const table = readFileSync(join(folder, 'tables/table-2.csv'), 'utf8').trim().split('\n');
    assert.equal(table.length, 1 + tabledOf(methods).length * 2);
    assert.match(readFileSync(join(folder, 'tables/table-4.md'), 'utf8'), /Table 4.*outside that range/);
    const repeated = readFileSync(join(folder, 'tables/repetitions.csv'), 'utf8').trim().split('\n');
    assert.equal(repeated.length, 1 + tabledOf(methods).filter(({ repeats }) => repeats !== 'nothing').length);
    const { within, exploration, data } = readEvaluatedSet(folder, methods, 'II', tiny.protocol);
    assert.equal(data?.novelty.length, 4);
    for (const { method, novelty, shiftDiversity, diversity } of within) {
      assert.ok(novelty?.length === 2 && shiftDiversity! <= diversity!, method);
      if (/training sample/.test(method)) assert.deepEqual(novelty, [0, 0], `${method} gives what is known`);
    }
    assert.ok(exploration.every(({ novelty, shiftDiversity }) => !novelty && shiftDiversity !== undefined));

    // those that train, and one that searches, stand for all
    const few = [ganMdn, pcaMdn, directMdn, bayesianOptimisation, flowMatching, surrogateRanked] as Method[];
    process.env.MICRODESIGN_WORKERS = '1';
    try {
      const again = (await runTiny(1, false, few)).results;
      for (const step of Object.keys(again).filter((name) => name !== 'tables'))
        assert.deepEqual(again[step], results[step], step);
    } finally {
      delete process.env.MICRODESIGN_WORKERS;
    }
    const other = (await runTiny(2, false, few)).results;
    const evaluated = few.map((method) => evaluateStepName(method, 'II'));
    const trained = few.filter(({ train }) => train).map((method) => trainStepName(method, 'II'));
    for (const step of ['fields', 'generator', 'dataset-II', ...trained, 'learnt-gan-mdn-II', ...evaluated]) {
      assert.notDeepEqual(other[step], results[step], `${step} does not depend on the seed`);
    }
  });

  it('draws its data sets from the streams of `dataset build`, which so gives the same samples', async () => {
    const paper = findProfile('paper');
    const generator = await Generator.create(RandomStream.fromSeed(3));
    const names = pipelineSteps(paper, { folder: '', figures: '' }).map(({ name }) => name);
    for (const dataset of paper.datasets) {
      const { random } = describeBuild({ profile: paper, seed: 5, datasets: [dataset] }, dataset, generator);
      const step = `dataset-${dataset.name}`;
      assert.ok(names.includes(step), step);
      assert.deepEqual(random.uniforms(4), RandomStream.fromSeed(5).derive(step).uniforms(4));
    }
    generator.dispose();
  });
});
