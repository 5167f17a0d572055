import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { styleLoss } from '../../src/gan/losses';
import { Vgg16 } from '../../src/gan/vgg16';
import { selectBackend } from '../../src/learning/backend';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { writeHdf5 } from '../../src/runs/hdf5';
import { checkGradient } from './gradient';

const random = RandomStream.fromSeed(21);

const normals = (name: string, shape: [number, number, number, number]): tf.Tensor4D =>
  tf.tensor4d(random.derive(name).normals(tf.util.sizeFromShape(shape)), shape);

describe('VGG16 as feature extractor', () => {
  const shapes: Record<string, number[]> = {
    block1_conv1: [3, 3, 3, 64],
    block1_conv2: [3, 3, 64, 64],
    block2_conv1: [3, 3, 64, 128],
    block2_conv2: [3, 3, 128, 128],
  };
  let folder: string;
  before(async () => {
    await selectBackend();
    folder = mkdtempSync(join(tmpdir(), 'vgg-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A file of random weights, named as in Keras's but for the groups. */
  async function writeWeights(path: string, layers: string[]): Promise<void> {
    const arrays = layers.flatMap((name) => {
      const size = shapes[name].reduce((a, b) => a * b, 1);
      const scale = Math.sqrt(2 / (size / shapes[name][3]));
      const data = random
        .derive(name)
        .normals(size)
        .map((value) => scale * value);
      const biases = random.derive(name, 'bias').normals(shapes[name][3]);
      return [
        [`${name}_W_1:0`, { shape: shapes[name], data }],
        [`${name}_b_1:0`, { shape: [shapes[name][3]], data: biases }],
      ];
    });
    await writeHdf5(path, { arrays: Object.fromEntries(arrays), attributes: {} });
  }

  it('gives the maps of conv1_1, conv1_2 and conv2_2 after pooling and conv2_1, centred in each image', async () => {
    const path = join(folder, 'weights.h5');
    await writeWeights(path, Object.keys(shapes));
    const network = await Vgg16.read(path);
    const images = tf.tidy(() => tf.tanh(normals('grey', [2, 8, 8, 1])));
    const maps = network.maps(images);
    assert.deepEqual(
      maps.map(({ shape }) => shape),
      [
        [2, 8, 8, 64],
        [2, 4, 4, 64],
        [2, 4, 4, 128],
        [2, 2, 2, 128],
      ],
    );
    // the same again with the library's own pooling
    const layer = (x: tf.Tensor4D, name: string) => {
      const size = shapes[name].reduce((a, b) => a * b, 1);
      const scale = Math.sqrt(2 / (size / shapes[name][3]));
      const filter = tf.mul(tf.tensor(random.derive(name).normals(size), shapes[name]), scale) as tf.Tensor4D;
      const bias = tf.tensor1d(random.derive(name, 'bias').normals(shapes[name][3]));
      return tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(x, filter, 1, 'same'), bias));
    };
    const colours = [103.939, 116.779, 123.68].map((mean) => tf.sub(tf.mul(tf.add(images, 1), 127.5), mean));
    const first = layer(tf.concat(colours, 3) as tf.Tensor4D, 'block1_conv1');
    const second = tf.maxPool(layer(first, 'block1_conv2'), 2, 2, 'valid');
    const third = layer(second, 'block2_conv1');
    const fourth = tf.maxPool(layer(third, 'block2_conv2'), 2, 2, 'valid');
    [first, second, third, fourth].forEach((expected, i) => {
      const centred = tf.sub(expected, tf.mean(expected, [1, 2], true));
      const error = tf.max(tf.abs(tf.sub(centred, maps[i]))).dataSync()[0];
      assert.ok(error < 1e-4 * tf.max(tf.abs(centred)).dataSync()[0], `map ${i} is off by ${error}`);
    });
    network.dispose();
  });

  it('has gradients that agree with central differences', async () => {
    const path = join(folder, 'newer.h5');
    await writeWeights(path, Object.keys(shapes));
    const network = await Vgg16.read(path);
    const images = normals('grey', [2, 8, 8, 1]);
    const others = network.maps(normals('others', [2, 8, 8, 1]));
    checkGradient((x) => styleLoss(network.maps(x), others, () => 1e-9 * network.styleWeight()), images, 1e-3, 0.02);
    network.dispose();
  });

  it('refuses a file without its layers, naming what is missing', async () => {
    const path = join(folder, 'part.h5');
    await writeWeights(path, ['block1_conv1', 'block1_conv2']);
    await assert.rejects(
      Vgg16.read(path, 'gan.texture.vgg16'),
      (error) =>
        error instanceof InputError &&
        error.argument === 'gan.texture.vgg16' &&
        /3 × 3 × 64 × 128 for block2_conv1/.test(error.message),
    );
  });
});
