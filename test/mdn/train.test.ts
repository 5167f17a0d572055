import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../../src/learning/backend';
import { hashWeights } from '../../src/learning/weights';
import { findScale, type MdnData } from '../../src/mdn/data';
import { logDensity } from '../../src/mdn/mixture';
import { MixtureDensityNetwork } from '../../src/mdn/network';
import { type MdnSettings, paperMdn } from '../../src/mdn/settings';
import { trainMdn } from '../../src/mdn/train';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';

const settings: MdnSettings = { ...paperMdn, components: 8, epochs: 40 };

/** y = 0.65 + 0.1 z₀² + a little noise, so z₀ given y has two values; z₁ is free. */
function drawData(samples: number, seed: number): { z: Float32Array; y: Float32Array } {
  const random = RandomStream.fromSeed(seed);
  const z = random.uniforms(2 * samples, -1, 1);
  const y = Float32Array.from({ length: samples }, (_, i) => 0.65 + 0.1 * z[2 * i] ** 2 + 0.002 * random.normal());
  return { z, y };
}

function makeData(): MdnData {
  const training = drawData(700, 1);
  const validation = drawData(300, 2);
  return { ...training, zValidation: validation.z, yValidation: validation.y, latentSize: 2 };
}

describe('training of a mixture density network', () => {
  before(() => selectBackend());

  it('learns both branches of a one-to-many relation', async () => {
    const random = RandomStream.fromSeed(3);
    const { network, history } = await trainMdn(makeData(), { ...settings, epochs: 150 }, random);
    // A latent that knows nothing of y has −ln P = ln 4.
    assert.ok(history.validation[history.best] < Math.log(4) - 0.5, `${history.validation[history.best]}`);
    const samples = network.sample(0.65 + 0.1 * 0.6 ** 2, 400, random.derive('samples'));
    const first = Array.from({ length: 400 }, (_, i) => samples[2 * i]);
    const above = first.filter((value) => value > 0).length;
    assert.ok(above > 100 && above < 300, `${above} of 400 on the upper branch`);
    const error = first.reduce((sum, value) => sum + Math.abs(Math.abs(value) - 0.6), 0) / 400;
    assert.ok(error < 0.15, `off the branches by ${error}`);
  });

  it('keeps the weights of the best epoch, whose validation loss is what their densities say', async () => {
    const data = makeData();
    const { network, history } = await trainMdn(data, settings, RandomStream.fromSeed(4));
    assert.equal(history.validation[history.best], Math.min(...history.validation));
    let loss = 0;
    for (let i = 0; i < data.yValidation.length; i++) {
      loss -= logDensity(network.mixture(data.yValidation[i]), data.zValidation.subarray(2 * i, 2 * i + 2));
    }
    loss /= data.yValidation.length;
    assert.ok(Math.abs(loss - history.validation[history.best]) < 1e-4, `${loss} ${history.validation[history.best]}`);
  });

  it('stops when the validation loss has not improved for `patience` epochs', async () => {
    const random = RandomStream.fromSeed(5);
    const noise = (count: number) => ({ z: random.uniforms(2 * count, -1, 1), y: random.uniforms(count) });
    const [training, validation] = [noise(60), noise(60)];
    const data = { ...training, zValidation: validation.z, yValidation: validation.y, latentSize: 2 };
    const { history } = await trainMdn(data, { ...settings, learningRate: 0.02, patience: 5, epochs: 500 }, random);
    assert.ok(history.validation.length < 500);
    assert.equal(history.validation.length, history.best + 1 + 5);
  });

  it('counts only a smaller validation loss as better: of epochs that learn nothing the first is kept', async () => {
    // steps far below single precision
    const idle = { ...settings, learningRate: 1e-30, patience: 2 };
    const { history } = await trainMdn(makeData(), idle, RandomStream.fromSeed(10));
    assert.equal(new Set(history.validation).size, 1);
    assert.deepEqual([history.best, history.validation.length], [0, 3]);
  });

  it('standardises properties by their mean and their standard deviation over all of them', async () => {
    assert.deepEqual(findScale([1, 2, 3, 6]), Float32Array.of(3, Math.sqrt(3.5)));
    const data = makeData();
    const { network } = await trainMdn(data, { ...settings, epochs: 1 }, RandomStream.fromSeed(11));
    assert.deepEqual(network.weights().scale.values, findScale(data.y));
  });

  it('gives the same weights for the same seed, and leaves no tensor behind', async () => {
    const run = async () =>
      hashWeights((await trainMdn(makeData(), { ...settings, epochs: 3 }, RandomStream.fromSeed(6))).network.weights());
    const before = tf.memory().numTensors;
    assert.equal(await run(), await run());
    assert.equal(tf.memory().numTensors, before);
  });

  it('comes back from its weights', async () => {
    const { network } = await trainMdn(makeData(), { ...settings, epochs: 2 }, RandomStream.fromSeed(7));
    assert.deepEqual(MixtureDensityNetwork.fromWeights(network.weights()).mixture(0.7), network.mixture(0.7));
  });

  it('works without our kernels', async () => {
    const train = async () =>
      (await trainMdn(makeData(), { ...settings, epochs: 1 }, RandomStream.fromSeed(8))).network.mixture(0.7);
    const asked = process.env.MICRODESIGN_BACKEND;
    const ours = await train();
    process.env.MICRODESIGN_BACKEND = 'cpu';
    const stock = await train();
    if (asked === undefined) delete process.env.MICRODESIGN_BACKEND;
    else process.env.MICRODESIGN_BACKEND = asked;
    await selectBackend();
    ours.means.forEach((mean, i) => {
      assert.ok(Math.abs(mean - stock.means[i]) < 1e-3);
    });
  });

  it('reports epochs and stops at the abort signal', async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const training = trainMdn(makeData(), settings, RandomStream.fromSeed(9), {
      signal: controller.signal,
      onProgress: ({ done }) => {
        seen.push(done);
        if (done === 2) controller.abort();
      },
    });
    await assert.rejects(training, Interrupted);
    assert.deepEqual(seen, [1, 2]);
  });

  it('takes whole numbers in a byte each', async () => {
    const data = makeData();
    const whole = (z: ArrayLike<number>) => Array.from(z, (value) => Math.sign(value));
    const train = async (type: typeof Int8Array | typeof Float32Array) => {
      const bytes = { ...data, z: type.from(whole(data.z)), zValidation: type.from(whole(data.zValidation)) };
      const { network, history } = await trainMdn(bytes, { ...settings, epochs: 2 }, RandomStream.fromSeed(12));
      return [hashWeights(network.weights()), history];
    };
    assert.deepEqual(await train(Int8Array), await train(Float32Array));
  });

  it('says so where the loss stops being a number', async () => {
    const training = trainMdn(makeData(), { ...settings, learningRate: Infinity }, RandomStream.fromSeed(1));
    await assert.rejects(training, (error) => error instanceof InputError && error.argument === 'mdn');
  });

  it('refuses latents and properties that do not match, are too few, no numbers or all the same, by name', async () => {
    const data = makeData();
    const refused = (change: Partial<MdnData>, message: RegExp) =>
      assert.rejects(trainMdn({ ...data, ...change }, settings, RandomStream.fromSeed(1)), message);
    await refused({ latentSize: 3 }, /^InputError: z: 1400 numbers; give 2100/);
    await refused({ y: [], z: new Float32Array(0) }, /^InputError: y: there are 0 training samples; give at least 2/);
    await refused({ y: [0.6], z: new Float32Array(2) }, /^InputError: y: there are 1 training samples; give at least 2/);
    await refused({ yValidation: [], zValidation: new Float32Array(0) }, /^InputError: yValidation: there is no validation/);
    const { length } = data.y;
    await refused({ y: new Array(length).fill(0.6) }, /^InputError: y: all 700 training samples have the property 0.6; give/);
    // in single precision they are
    await refused({ y: Array.from({ length }, (_, i) => 0.6 + 1e-12 * i) }, /^InputError: y: all 700 training samples/);
    await refused({ y: Array.from(data.y, (y, i) => (i === 9 ? NaN : y)) }, /^InputError: y: number 9 is NaN; give finite/);
    await refused({ z: data.z.map((z, i) => (i === 5 ? Infinity : z)) }, /^InputError: z: number 5 is Infinity/);
  });

  it('refuses settings out of range, by name', async () => {
    const refused = (change: Partial<MdnSettings>, message: RegExp) =>
      assert.rejects(trainMdn(makeData(), { ...settings, ...change }, RandomStream.fromSeed(1)), message);
    await refused({ components: 0 }, /^InputError: mdn.components: 0; give a whole number of at least 1/);
    await refused({ batch: 1 }, /^InputError: mdn.batch: 1; give a whole number of at least 2/);
    await refused({ epochs: 0.5 }, /^InputError: mdn.epochs: 0.5;/);
    await refused({ patience: -1 }, /^InputError: mdn.patience: -1;/);
    await refused({ learningRate: 0 }, /^InputError: mdn.learningRate: 0;/);
  });
});
