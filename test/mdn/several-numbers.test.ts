import assert from 'node:assert/strict';
import { checkData, findScale, type MdnData, propertiesOf, standardise } from '../../src/mdn/data';
import { MixtureDensityNetwork, weightShapes } from '../../src/mdn/network';
import { paperMdn } from '../../src/mdn/settings';
import { trainMdn } from '../../src/mdn/train';
import { RandomStream } from '../../src/numerics/random';

/** One latent, which is the difference of two properties. */
function makeData(): MdnData {
  const draw = (name: string, count: number) => {
    const y = RandomStream.fromSeed(3)
      .derive(name)
      .uniforms(2 * count, -1, 1);
    return { y, z: Float32Array.from({ length: count }, (_, i) => (y[2 * i] - y[2 * i + 1]) / 2) };
  };
  const [training, validation] = [draw('training', 600), draw('validation', 100)];
  return { ...training, yValidation: validation.y, zValidation: validation.z, latentSize: 1, propertySize: 2 };
}

describe('a mixture density network of a property of several numbers', () => {
  const data = makeData();

  it('learns by all of them, and is opened again from its weights', async () => {
    const settings = { ...paperMdn, components: 2, batch: 30, epochs: 40, learningRate: 5e-3 };
    const { network } = await trainMdn(data, settings, RandomStream.fromSeed(4));
    assert.deepEqual([network.inputs, network.dimensions, network.components], [2, 1, 2]);
    assert.deepEqual(network.weights()['layer2/weight'].shape, [18, 16]);
    const opened = MixtureDensityNetwork.fromWeights(network.weights());
    for (const y of [
      [0.8, -0.4],
      [-0.5, 0.5],
      [0.5, 0.4],
    ]) {
      const latents = opened.sample(y, 200, RandomStream.fromSeed(5));
      const middle = latents.reduce((sum, z) => sum + z, 0) / latents.length;
      assert.ok(Math.abs(middle - (y[0] - y[1]) / 2) < 0.1, `${middle} for ${y}`);
    }
    assert.throws(() => opened.mixture(0.5), /^InputError: target: 1 numbers; give 2: the network learnt so many/);
  });

  it('has the shapes of the paper’s where it is one number', () => {
    assert.deepEqual(weightShapes(3, 6, 1), weightShapes(3, 6));
    assert.deepEqual(weightShapes(3, 6).scale, [2]);
    assert.deepEqual(weightShapes(3, 6, 8).scale, [2, 8]);
  });

  it('takes its numbers by rows, standardised each by itself', () => {
    const y = [1, 10, 3, 30, 5, 20];
    const scale = findScale(y, 2);
    assert.deepEqual([...scale.subarray(0, 2)], [3, 20]);
    assert.deepEqual([...propertiesOf(y, [2, 0], 2)], [5, 20, 1, 10]);
    const standard = standardise(y, scale);
    assert.ok(Math.abs(standard[0] + Math.sqrt(1.5)) < 1e-6 && Math.abs(standard[3] - Math.sqrt(1.5)) < 1e-6);
  });

  it('is refused where one of its numbers never changes, or latents do not match', () => {
    const flat = Float32Array.from(data.y, (value, i) => (i % 2 === 1 ? 0.5 : value));
    assert.throws(() => checkData({ ...data, y: flat }), /^InputError: y: all 600 training samples have the property 0.5/);
    assert.throws(() => checkData({ ...data, propertySize: 3 }), /^InputError: z: 600 numbers; give 400/);
  });
});
