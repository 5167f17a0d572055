import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBuild } from '../../src/cli/dataset/options';
import { Generator } from '../../src/gan/generator';
import { RandomStream } from '../../src/numerics/random';
import { findProfile, type Profile } from '../../src/pipeline/profiles';
import { type Json, runSteps } from '../../src/pipeline/step';
import { pipelineSteps } from '../../src/pipeline/steps';

/** The chain at sizes that teach nothing but take seconds. */
const sketch = findProfile('sketch');
const tiny: Profile = {
  ...sketch,
  name: 'tiny',
  fields: { ...sketch.fields, count: 12 },
  gan: { ...sketch.gan, steps: 3, batch: 4 },
  film: { ...sketch.film, harmonics: 5 },
  datasets: [{ name: 'II', latentSide: 2, samples: 40, range: [0, 1], trainingShare: 0.7 }],
  mdn: { ...sketch.mdn, epochs: 3, batch: 8 },
  protocol: { targets: [0.5, 0.6], candidates: 3, finerHarmonics: 9 },
};

async function runTiny(seed: number, draw = false): Promise<{ folder: string; results: Record<string, Json> }> {
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
  const steps = pipelineSteps(tiny, folder, join(folder, 'pictures')).filter(({ name }) => draw || name !== 'figures');
  const outcomes = await runSteps(steps, folder, { seed, run: {} });
  return { folder, results: Object.fromEntries(outcomes.map(({ name, results }) => [name, results])) };
}

describe('the whole chain, tiny', () => {
  it('runs from fields to figures, the same for the same seed and any number of threads', async () => {
    const { folder, results } = await runTiny(1, true);
    for (const name of ['generator-samples', 'generator-quality', 'data-II-targets', 'data-II-best']) {
      assert.ok(existsSync(join(folder, 'pictures', `${name}.png`)) && existsSync(join(folder, 'pictures', `${name}.svg`)), name);
    }
    const table = readFileSync(join(folder, 'tables/data-II.csv'), 'utf8').trim().split('\n');
    assert.equal(table.length, 1 + 2 * 2);

    process.env.MICRODESIGN_WORKERS = '1';
    try {
      assert.deepEqual({ ...(await runTiny(1)).results, figures: results.figures }, results);
    } finally {
      delete process.env.MICRODESIGN_WORKERS;
    }
    const other = (await runTiny(2)).results;
    for (const step of ['fields', 'generator', 'dataset-II', 'network-II', 'evaluation-II']) {
      assert.notDeepEqual(other[step], results[step], `${step} does not depend on the seed`);
    }
  });

  it('draws its data sets from the streams of `dataset build`, which so gives the same samples', async () => {
    const paper = findProfile('paper');
    const generator = await Generator.create(RandomStream.fromSeed(3));
    const names = pipelineSteps(paper, '', '').map(({ name }) => name);
    for (const { name: dataset } of paper.datasets) {
      const { random } = describeBuild({ dataset, profile: 'paper', seed: 5, folder: '' }, generator);
      const step = `dataset-${dataset}`;
      assert.ok(names.includes(step), step);
      assert.deepEqual(random.uniforms(4), RandomStream.fromSeed(5).derive(step).uniforms(4));
    }
    generator.dispose();
  });
});
