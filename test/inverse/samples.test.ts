import assert from 'node:assert/strict';
import type { Method } from '../../src/inverse/method';
import { nearestSamples } from '../../src/inverse/nearest-samples';
import { randomSample } from '../../src/inverse/random-sample';
import { RandomStream } from '../../src/numerics/random';
import type { PropertyValue } from '../../src/simulation/property';
import { openContext } from './context';

const random = RandomStream.fromSeed(1);

describe('checks that take samples of the data set', () => {
  let context: Awaited<ReturnType<typeof openContext>>;
  before(async () => {
    context = await openContext();
  });
  after(() => context.generator.dispose());

  /** Numbers of the samples that a method proposes. */
  async function propose(
    method: Method,
    count: number,
    { target = 0.5 as PropertyValue, y = undefined as Float64Array | undefined, stream = 'a' } = {},
  ) {
    const samples = await context.samples();
    const model = await method.open({ ...context, samples: async () => ({ ...samples, y: y ?? samples.y }) }, {});
    const { candidates, warnings } = await model.design(target, count, random.derive(stream));
    const rows = candidates.map(({ latent }) => samples.latents.indexOf(latent![0]));
    assert.deepEqual(
      candidates.map(({ microstructure }) => microstructure),
      rows.map((row) => context.microstructures[row]),
    );
    return { rows, warnings };
  }

  it('at random: different ones, the same from the same stream, all of them in the end', async () => {
    const { rows } = await propose(randomSample, 8);
    assert.equal(new Set(rows).size, 8);
    assert.deepEqual((await propose(randomSample, 8)).rows, rows);
    assert.deepEqual((await propose(randomSample, 8, { target: 0.9 })).rows, rows);
    assert.notDeepEqual((await propose(randomSample, 8, { stream: 'b' })).rows, rows);
    assert.deepEqual(
      (await propose(randomSample, 20)).rows.sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, i) => i),
    );
  });

  it('nearest: in the order of their distance, whatever the stream', async () => {
    const { y } = await context.samples();
    const { rows, warnings } = await propose(nearestSamples, 20);
    const distances = rows.map((row) => Math.abs(y[row] - 0.5));
    assert.deepEqual(
      distances,
      [...distances].sort((a, b) => a - b),
    );
    assert.equal(new Set(rows).size, 20);
    assert.deepEqual(warnings, []);
    assert.deepEqual((await propose(nearestSamples, 5, { stream: 'b' })).rows, rows.slice(0, 5));
    const least = [...y.keys()].sort((a, b) => y[a] - y[b]).slice(0, 3);
    const low = await propose(nearestSamples, 3, { target: 0.1 });
    assert.deepEqual(low.rows, least);
    assert.match(low.warnings.join(), /^the target 0.1 lies outside the share of the training data/);
  });

  it('nearest, of a property of several numbers: by root mean square', async () => {
    const y = new Float64Array(40).fill(5);
    y.set([0.3, 0.3], 2 * 4);
    y.set([0, 0.4], 2 * 7);
    y.set([0.5, 0], 2 * 2);
    assert.deepEqual((await propose(nearestSamples, 3, { target: [0, 0], y })).rows, [7, 4, 2]);
    assert.deepEqual((await propose(nearestSamples, 1, { target: [0.5, 0.1], y })).rows, [2]);
  });

  it('are refused where there are fewer, in one line', async () => {
    for (const method of [randomSample, nearestSamples]) {
      await assert.rejects(propose(method, 21), /^InputError: count: the data set has 20 samples, not 21; ask for fewer$/);
    }
  });
});
