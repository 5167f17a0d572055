import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ganMdn, ganMdnInside } from '../../../src/inverse/index';
import { randomLatent } from '../../../src/inverse/random-latent';
import type { Parts } from '../../../src/pipeline/parts';
import { findProfile, type Profile } from '../../../src/pipeline/profiles';
import { runSteps } from '../../../src/pipeline/run-steps';
import { pipelineSteps } from '../../../src/pipeline/steps';
import type { Progress, RunControl } from '../../../src/runs/control';
import { Interrupted } from '../../../src/runs/errors';
import { volume } from '../volume';

const sketch = findProfile('sketch');
const tiny: Profile = {
  ...sketch,
  fields: { ...sketch.fields, count: 8 },
  gan: { ...sketch.gan, steps: 2, batch: 2 },
  datasets: [{ name: 'II', latentSide: 2, samples: 60, range: [0, 1], trainingShare: 0.7 }],
  methods: { mdn: { epochs: 8, batch: 8, components: 3 } },
};
const parts = { methods: [ganMdn], simulation: volume };
const only = ['fields', 'generator', 'dataset-II', 'train-gan-mdn-II', 'learnt-gan-mdn-II', 'tables'];

describe('the step that measures what GAN-MDN has learnt', () => {
  const root = mkdtempSync(join(tmpdir(), 'learnt-'));
  after(() => rmSync(root, { recursive: true }));

  async function runTiny(name: string, run: RunControl = {}) {
    const folder = join(root, name);
    const steps = pipelineSteps(tiny, { folder, figures: folder }, parts);
    const outcomes = await runSteps(steps, folder, { seed: 5, run, only });
    const outcome = (step: string) => outcomes.find((each) => each.name === step)!;
    return {
      folder,
      learnt: outcome('learnt-gan-mdn-II'),
      trained: outcome('train-gan-mdn-II').results,
      tables: outcome('tables'),
    };
  }

  it('gives four losses, of which that of the network is the one that its training ended with', async () => {
    const { folder, learnt, trained, tables } = await runTiny('whole');
    const results = learnt.results as Record<string, number>;
    const names = ['network', 'shuffled', 'kernelDensity', 'uniform', 'shuffledEpochs', 'shuffledBestEpoch'];
    assert.deepEqual(Object.keys(results), names);
    // of the same samples: training computes in single precision
    const { bestValidationLoss } = trained as { bestValidationLoss: number };
    assert.ok(Math.abs(results.network - bestValidationLoss) < 1e-4, `${results.network} and ${bestValidationLoss}`);
    assert.ok(results.shuffled !== results.network && results.shuffledEpochs <= 8);
    assert.equal(results.uniform, 4 * Math.log(2));

    assert.ok(['tables/learnt.csv', 'tables/learnt.md'].every((file) => file in tables.outputs));
    const [header, row, ...rest] = readFileSync(join(folder, 'tables/learnt.csv'), 'utf8').trim().split('\n');
    assert.match(header, /^data set,latents,GAN-MDN,y shuffled,/);
    assert.ok(row.startsWith(`Data-II,4,${Number(results.network.toFixed(3))},${Number(results.shuffled.toFixed(3))},`), row);
    assert.deepEqual(rest, []);
  });

  it('goes on with the training on shuffled properties where it was interrupted, and ends with the same numbers', async () => {
    const controller = new AbortController();
    const stop = ({ label, done }: Progress) => label === 'training on shuffled properties' && done === 3 && controller.abort();
    await assert.rejects(runTiny('interrupted', { signal: controller.signal, onProgress: stop }), Interrupted);
    assert.ok(!existsSync(join(root, 'interrupted/learnt')));
    const epochs: number[] = [];
    const onProgress = ({ label, done }: Progress) => label === 'training on shuffled properties' && epochs.push(done);
    const [whole, resumed] = [await runTiny('whole'), await runTiny('interrupted', { onProgress })];
    assert.deepEqual(epochs, [4, 5, 6, 7, 8]);
    assert.deepEqual([resumed.learnt.outputs, resumed.learnt.results], [whole.learnt.outputs, whole.learnt.results]);
  });

  it('is there where GAN-MDN’s network is trained, and nowhere else', () => {
    const stepsOf = (methods: Parts['methods']) =>
      pipelineSteps(findProfile('paper'), { folder: '', figures: '' }, { methods }).flatMap(({ name }) =>
        name.startsWith('learnt-') ? name : [],
      );
    for (const method of [ganMdn, ganMdnInside]) {
      assert.deepEqual(stepsOf([randomLatent, method]), ['learnt-gan-mdn-I', 'learnt-gan-mdn-II']);
    }
    assert.deepEqual(stepsOf([randomLatent]), []);
  });
});
