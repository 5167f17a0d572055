import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeBuild } from '../../src/cli/dataset/options';
import { Generator } from '../../src/gan/generator';
import { methods, tabledOf } from '../../src/inverse/index';
import { RandomStream } from '../../src/numerics/random';
import { readEvaluatedSet } from '../../src/pipeline/evaluations';
import { findProfile } from '../../src/pipeline/profiles';
import { pipelineSteps } from '../../src/pipeline/steps';
import { few, runTiny, tiny } from './tiny-chain';

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

    process.env.MICRODESIGN_WORKERS = '1';
    try {
      const again = (await runTiny(1, false, few)).results;
      for (const step of Object.keys(again).filter((name) => name !== 'tables'))
        assert.deepEqual(again[step], results[step], step);
    } finally {
      delete process.env.MICRODESIGN_WORKERS;
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
