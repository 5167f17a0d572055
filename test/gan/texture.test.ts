import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { RandomFilters } from '../../src/gan/features';
import { greyTensor } from '../../src/gan/images';
import { collapseLoss, styleLoss } from '../../src/gan/losses';
import { longGan, type TextureSettings, textureShares } from '../../src/gan/settings';
import { type TermHistory, TextureLosses } from '../../src/gan/texture';
import { trainGan } from '../../src/gan/train';
import { selectBackend } from '../../src/learning/backend';
import { hashWeights } from '../../src/learning/weights';
import { cropAtRandom } from '../../src/microstructure/crop';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';
import { checkGradient } from './gradient';

const random = RandomStream.fromSeed(21);
const fields = randomFields(smoothFields, 8, random.derive('fields'));
const small = randomFields({ ...smoothFields, side: 96 }, 4, random.derive('small'));

const normals = (name: string, shape: [number, number, number, number]): tf.Tensor4D =>
  tf.tensor4d(random.derive(name).normals(tf.util.sizeFromShape(shape)), shape);

describe('texture losses', () => {
  before(() => selectBackend());
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('have a style loss that is the weighted squared difference of mean Gram matrices', () => {
    const [a, b] = [normals('a', [2, 3, 4, 5]), normals('b', [3, 2, 2, 5])];
    const gram = (maps: tf.Tensor4D) => {
      const values = maps.dataSync();
      const pixels = values.length / 5;
      return Array.from({ length: 25 }, (_, ij) => {
        let sum = 0;
        for (let p = 0; p < pixels; p++) sum += values[5 * p + (ij % 5)] * values[5 * p + Math.floor(ij / 5)];
        return sum / pixels;
      });
    };
    const [left, right] = [gram(a), gram(b)];
    const expected = left.reduce((sum, value, i) => sum + (value - right[i]) ** 2, 0);
    const found = styleLoss([a, a], [b, a], (channels) => 3 / channels).dataSync()[0];
    assert.ok(Math.abs(found - 0.6 * expected) < 1e-5 * expected, `${found} against ${0.6 * expected}`);
    checkGradient((x) => styleLoss([x], [b], () => 1), a, 1e-2, 1e-3);
  });

  it('have a collapse loss of 1 for images that are alike, 0 for such as have nothing in common', () => {
    const one = normals('one', [1, 2, 2, 3]);
    const alike = collapseLoss(tf.concat([one, tf.mul<tf.Tensor4D>(one, 3), tf.neg(one)]));
    assert.ok(Math.abs(alike.dataSync()[0] - 1) < 1e-5);
    const apart = collapseLoss(tf.tensor4d([1, 0, 0, 0, 2, 0, 0, 0, -1], [3, 1, 1, 3]));
    assert.ok(Math.abs(apart.dataSync()[0]) < 1e-6);
    const half = collapseLoss(tf.tensor4d([1, 0, 1, 1], [2, 1, 1, 2]));
    assert.ok(Math.abs(half.dataSync()[0] - 0.5) < 1e-6);
    checkGradient(collapseLoss, normals('four', [4, 2, 2, 3]), 1e-2, 1e-2);
  });

  it('have random filters whose maps have mean 0 and deviation 1 over the training images', () => {
    const filters = new RandomFilters(fields, random.derive('filters'));
    const maps = filters.maps(greyTensor(fields));
    assert.deepEqual(
      maps.map(({ shape }) => shape),
      [124, 60, 28, 12, 4, 1].map((side) => [8, side, side, side === 1 ? 17 : 16]),
    );
    maps.forEach((all, layer) => {
      const map = tf.slice(all, [0, 0, 0, 0], [-1, -1, -1, 16]);
      const { mean, variance } = tf.moments(map, [0, 1, 2]);
      for (const value of mean.dataSync()) assert.ok(Math.abs(value) < 1e-3, `mean ${value}`);
      // the last are means over whole images
      const expected = layer < 5 ? 1 : 0.75 ** 2;
      for (const value of variance.dataSync()) assert.ok(Math.abs(value - expected) < 1e-2, `variance ${value}`);
    });
    // the last map, of means over whole images, is that of the coarsest scale that holds a filter
    const sides = filters.maps(greyTensor(fields.map((field) => cropAtRandom(field, 64, random)))).map(({ shape }) => shape[1]);
    assert.deepEqual(sides, [60, 28, 12, 4, 1]);
    const names = [random.derive('filters'), random.derive('others')].map((stream) => new RandomFilters(fields, stream));
    const sums = [filters, ...names].map((network) => tf.sum(tf.abs(network.maps(greyTensor(fields))[1])).dataSync()[0]);
    assert.equal(sums[0], sums[1]);
    assert.notEqual(sums[0], sums[2]);
  });

  it('tell sharp fields from grey ones, with gradients that agree with central differences', () => {
    const filters = new RandomFilters(small, random.derive('filters'));
    const sharp = greyTensor(small.slice(0, 2));
    const others = filters.maps(greyTensor(small.slice(2)));
    const loss = (images: tf.Tensor4D) => styleLoss(filters.maps(images), others, (channels) => filters.styleWeight(channels));
    const [ofSharp, ofGrey] = [sharp, tf.mul(sharp, 0.5)].map((images) => loss(images as tf.Tensor4D).dataSync()[0]);
    assert.ok(ofGrey > 1.1 * ofSharp, `${ofGrey} against ${ofSharp}`);
    const noisy = tf.add<tf.Tensor4D>(sharp, tf.mul(normals('noise', [2, 96, 96, 1]), 0.3));
    checkGradient(loss, noisy, 3e-3, 0.02);
    checkGradient((images) => collapseLoss(filters.centredMaps(images)), noisy, 3e-3, 0.03);
  });

  it('follow the adversarial gradient alone until the weights are set, then each its share', async () => {
    const settings: TextureSettings = { style: 0.3, collapse: 0.2, smallStyle: 0.5, setAfter: 2 };
    const losses = await TextureLosses.create(settings, fields, random.derive('texture'));
    const none = () => ({ values: [], norms: [] });
    const history: TermHistory = { adversarial: none(), style: none(), collapse: none(), smallStyle: none() };
    const pattern = normals('pattern', [2, 128, 128, 1]);
    const adversarial = (x: tf.Tensor4D) => tf.mean<tf.Scalar>(tf.mul(x, pattern));
    const real = greyTensor(fields.slice(0, 2));
    const images = tf.mul<tf.Tensor4D>(greyTensor(fields.slice(2, 4)), 0.7);
    const norm = (x: tf.Tensor) => tf.norm(x).dataSync()[0];
    const own = tf.grad((x) => adversarial(x as tf.Tensor4D))(images);
    const parts = [fields.slice(0, 2), fields.slice(2, 4)].map((some) =>
      greyTensor(some.map((field) => cropAtRandom(field, 64, random))),
    );
    const few = tf.mul<tf.Tensor4D>(parts[0], 0.7);
    for (let step = 0; step < 2; step++) {
      assert.equal(norm(tf.sub(losses.gradient(images, real, adversarial, history), own)), 0);
      assert.equal(norm(losses.smallGradient(few, parts[1], history)), 0);
    }
    // twice the adversarial gradient at the third step: the weights do not follow it
    const twice = losses.gradient(images, real, (x) => tf.mul(adversarial(x), 2), history);
    const rest = norm(tf.sub(twice, tf.mul(own, 2)));
    const a = norm(own);
    assert.ok(rest < 0.5 * a * 1.001 && rest > 0.1 * a, `${rest / a}`);
    const ofSmall = norm(losses.smallGradient(few, parts[1], history));
    assert.ok(Math.abs(ofSmall - 0.5 * a) < 1e-4 * a, `${ofSmall / a}`);
    for (const { values, norms } of Object.values(history)) assert.deepEqual([values.length, norms.length], [3, 3]);
    assert.ok(Math.abs(history.adversarial.norms[2] / history.adversarial.norms[1] - 2) < 1e-5);
    losses.dispose();
  });

  it('train with all terms, and go on after interruptions before and after the weights are set, bit for bit', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'texture-'));
    const texture = { ...textureShares, setAfter: 2 };
    const train = async (checkpoint?: string, stopAt = Infinity) => {
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }) => done >= stopAt && controller.abort();
      const run = { signal: controller.signal, onProgress };
      const settings = { ...longGan, steps: 4, batch: 2, texture };
      const { generator, history } = await trainGan(fields, settings, RandomStream.fromSeed(2), run, { checkpoint });
      generator.dispose();
      return { sha256: hashWeights(generator.weights()), history };
    };
    const tensors = tf.memory().numTensors;
    const whole = await train();
    assert.equal(tf.memory().numTensors, tensors);
    for (const stopAt of [1, 2, 3]) await assert.rejects(train(join(folder, 'run'), stopAt), Interrupted);
    assert.deepEqual(await train(join(folder, 'run')), whole);
    assert.deepEqual(whole.history.terms!.adversarial.values, whole.history.generator);
    rmSync(folder, { recursive: true });
  });

  it('refuse shares and steps out of range, by name', async () => {
    const refused = (texture: Partial<TextureSettings>, name: RegExp, batch = 2) =>
      assert.rejects(
        trainGan(fields, { ...longGan, steps: 1, batch, texture: { ...textureShares, ...texture } }, random),
        (error) => error instanceof InputError && name.test(error.argument),
      );
    await refused({ style: -1 }, /^gan.texture.style$/);
    await refused({ collapse: Number.NaN }, /^gan.texture.collapse$/);
    await refused({ smallStyle: -0.1 }, /^gan.texture.smallStyle$/);
    await refused({ setAfter: 0 }, /^gan.texture.setAfter$/);
    await refused({}, /^gan.batch$/, 1);
    await refused({ vgg16: 'no-such-file.h5' }, /^gan.texture.vgg16$/);
  });
});
