import assert from 'node:assert/strict';
import type { MdnData } from '../../src/mdn/data';
import { kernelDensity } from '../../src/mdn/kernel-density';
import { compareLosses, shuffleProperties, validationLoss } from '../../src/mdn/likelihood';
import { MixtureDensityNetwork, weightShapes } from '../../src/mdn/network';
import { paperMdn } from '../../src/mdn/settings';
import { trainMdn } from '../../src/mdn/train';
import { RandomStream } from '../../src/numerics/random';
import type { Progress } from '../../src/runs/control';
import { Interrupted } from '../../src/runs/errors';

const near = (found: number, wanted: number, tolerance: number) =>
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} instead of ${wanted}`);

/** A network whose weights are all 0: one standard normal, whatever y. */
function normalNetwork(dimensions: number): MixtureDensityNetwork {
  const weights = Object.entries(weightShapes(1, dimensions)).map(([name, shape]) => [
    name,
    { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(name === 'scale' ? 1 : 0) },
  ]);
  return MixtureDensityNetwork.fromWeights(Object.fromEntries(weights));
}

function uniformData(latentSize: number, training: number, validation: number): MdnData {
  const random = RandomStream.fromSeed(1);
  const draw = (count: number) => ({ z: random.uniforms(count * latentSize, -1, 1), y: random.uniforms(count) });
  const [a, b] = [draw(training), draw(validation)];
  return { latentSize, ...a, zValidation: b.z, yValidation: b.y };
}

describe('losses of a mixture density network and of densities that know nothing of y', () => {
  it('are 2.77 and 6.24 for a uniform density of 4 and 9 latents', async () => {
    for (const [size, loss] of [
      [4, 2.77],
      [9, 6.24],
    ]) {
      near((await compareLosses(uniformData(size, 50, 20), normalNetwork(size))).uniform, loss, 0.005);
    }
  });

  it('are those of the closed form for a network that always says the standard normal', async () => {
    const data = uniformData(4, 50, 3000);
    // −ln of the normal density, and 1/3 for the mean square of U(−1, 1)
    near(await validationLoss(data, normalNetwork(4)), 4 * (0.5 * Math.log(2 * Math.PI) + 1 / 6), 0.03);
    const one = { ...data, zValidation: Float32Array.of(1, 0, -2, 3), yValidation: [0.5] };
    near(await validationLoss(one, normalNetwork(4)), 2 * Math.log(2 * Math.PI) + 14 / 2, 1e-5);
    const { shuffled } = await compareLosses(one, normalNetwork(4), normalNetwork(4));
    assert.equal(shuffled, await validationLoss(one, normalNetwork(4)));
  });

  it('are those that training gives for the network that it keeps, and shuffled properties teach nothing', async () => {
    const data = uniformData(2, 700, 300);
    const known = {
      ...data,
      y: data.z.filter((_, i) => i % 2 === 0),
      yValidation: data.zValidation.filter((_, i) => i % 2 === 0),
    };
    const train = (of: MdnData) =>
      trainMdn(of, { ...paperMdn, components: 5, epochs: 60, learningRate: 5e-3 }, RandomStream.fromSeed(2));
    const { network, history } = await train(known);
    const shuffled = (await train(shuffleProperties(known, RandomStream.fromSeed(3)))).network;
    const losses = await compareLosses(known, network, shuffled);
    near(losses.network, history.validation[history.best], 1e-4);
    assert.ok(losses.network < losses.uniform - 0.5, JSON.stringify(losses));
    assert.ok(losses.shuffled! > losses.uniform - 0.02 && losses.shuffled! < losses.uniform + 0.3, JSON.stringify(losses));
    assert.ok(losses.kernelDensity > losses.uniform && losses.kernelDensity < losses.uniform + 0.3, JSON.stringify(losses));
  });

  it('are measured with progress, and no further once the run is interrupted', async () => {
    const data = uniformData(1, 20, 450);
    const controller = new AbortController();
    const done: string[] = [];
    const onProgress = (progress: Progress) => {
      done.push(`${progress.label} ${progress.done}`);
      if (progress.label.endsWith('estimate') && progress.done === 400) controller.abort();
    };
    const measuring = compareLosses(data, normalNetwork(1), undefined, { signal: controller.signal, onProgress });
    await assert.rejects(measuring, Interrupted);
    const parts = (what: string, counts: number[]) => counts.map((count) => `measuring ${what} ${count}`);
    assert.deepEqual(done, [...parts('the network', [200, 400, 450]), ...parts('the kernel density estimate', [200, 400])]);
  });

  it('keep latents and properties when these are shuffled, each part in itself', () => {
    const data = uniformData(2, 40, 30);
    const shuffled = shuffleProperties(data, RandomStream.fromSeed(4));
    assert.equal(shuffled.z, data.z);
    for (const part of ['y', 'yValidation'] as const) {
      const [before, after] = [data, shuffled].map((each) => Array.from(each[part]));
      assert.notDeepEqual(after, before);
      assert.deepEqual(after.sort(), before.sort());
    }
  });
});

describe('kernel density estimate', () => {
  it('is the sum of Gaussians of its definition, with widths by Silverman’s rule', () => {
    // σ is 1 and 3, n is 2: widths are their (4 / (4 · 2))^(1/6)
    const density = kernelDensity([-1, 0, 1, 6], 2);
    const factor = 0.5 ** (1 / 6);
    const normal = (x: number, mean: number, width: number) =>
      Math.exp(-0.5 * ((x - mean) / width) ** 2) / (width * Math.sqrt(2 * Math.PI));
    for (const [a, b] of [
      [0, 3],
      [-1, 0],
      [2.5, -4],
    ]) {
      const around = (x: number, y: number) => normal(a, x, factor) * normal(b, y, 3 * factor);
      near(density([a, b]), Math.log((around(-1, 0) + around(1, 6)) / 2), 1e-12);
    }
    assert.ok(Number.isFinite(density([1e4, 0])));
  });

  it('finds the entropy of a normal distribution', () => {
    const random = RandomStream.fromSeed(5);
    const density = kernelDensity(random.normals(4000), 1);
    const loss = random.normals(2000).reduce((sum, z) => sum - density([z]), 0) / 2000;
    near(loss, 0.5 * Math.log(2 * Math.PI * Math.E), 0.03);
  });
});
