import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {
  type BatchStatistics,
  drawGeneratorWeights,
  Generator,
  generateInTraining,
  generateWithStatistics,
  markPadding,
} from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { readPublishedGenerator } from '../../src/gan/published';
import { createVariables, mapValues, readTensors } from '../../src/learning/variables';
import type { NamedWeights } from '../../src/learning/weights';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { readHdf5 } from '../../src/runs/hdf5';
import { referenceFile } from '../reference';

describe('generator', () => {
  let generator: Generator;
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
  });
  after(() => generator.dispose());

  it('as published turns the 100 published latents into the 100 published images, pixel for pixel', async function () {
    const weights = readPublishedGenerator(referenceFile(this, 'published/weights.pickle'));
    const { arrays } = await readHdf5(referenceFile(this, 'published/dataset_z4.hdf5'));
    const published = await Generator.fromWeights(weights);
    const found = generateMicrostructures(published, Float32Array.from(arrays.z.data), 2);
    published.dispose();
    assert.equal(found.length, 100);
    let differing = 0;
    found.forEach(({ width, height, pixels }, i) => {
      assert.deepEqual([width, height], [64, 64]);
      for (let p = 0; p < pixels.length; p++) differing += Number(pixels[p] !== arrays.x.data[i * pixels.length + p]);
    });
    assert.equal(differing, 0);
  });

  it('refuses what is not the published pickle, naming the file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pickle-'));
    const path = join(folder, 'weights.pickle');
    for (const content of ['', 'no pickle', '(l.', '(dp1\n.']) {
      writeFileSync(path, content);
      assert.throws(
        () => readPublishedGenerator(path, '--weights'),
        (error) => error instanceof InputError && error.argument === '--weights' && error.message.includes(path),
      );
    }
    rmSync(folder, { recursive: true });
  });

  it('refuses a pickle that names other classes or has other instructions, having run none of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pickle-'));
    const path = join(folder, 'weights.pickle');
    const refuse = (content: string, message: RegExp): void => {
      writeFileSync(path, content, 'latin1');
      assert.throws(() => readPublishedGenerator(path, '--weights'), message);
    };
    refuse(
      "cos\nsystem\n(S'exit'\ntR.",
      /^InputError: --weights: .*weights.pickle names "os.system", which is not numpy’s; give/,
    );
    refuse('\x8e\0\0\0\0\x01\0\0\0.', /is not the published pickle/);
    // a key that would be 2^60 names long, were it written out
    const doubled = Array.from({ length: 60 }, (_, i) => `(g${10 + i}\ng${10 + i}\ntp${11 + i}\n`).join('');
    refuse(`(lp0\n(dp1\nS'k'\np10\n${doubled}S'x'\nsa.`, /is not the published pickle/);
    refuse(`(lp0\n(S'k'\np10\n${doubled}S'x'\nda.`, /is not the published pickle/);
    rmSync(folder, { recursive: true });
  });

  it('has the filters of the paper: 128, 64, 32, 16, 1 of 4 × 4', () => {
    const shapes = [1, 2, 3, 4, 5].map((i) => generator.weights()[`layer${i}/filter`].shape);
    assert.deepEqual(
      shapes,
      [
        [128, 1],
        [64, 128],
        [32, 64],
        [16, 32],
        [1, 16],
      ].map((channels) => [4, 4, ...channels]),
    );
  });

  it('makes images 32 times as large as latents of any side, with values −1 … 1', () => {
    for (const side of [1, 2, 3, 4]) {
      const grey = generator.generate(RandomStream.fromSeed(2).uniforms(3 * side * side, -1, 1), 3, side);
      assert.equal(grey.length, 3 * (32 * side) ** 2);
      assert.ok(grey.every((value) => Math.abs(value) <= 1));
    }
  });

  it('gives an image that does not depend on the others of its batch', () => {
    const latents = RandomStream.fromSeed(3).uniforms(40 * 4, -1, 1);
    const all = generator.generate(latents, 40, 2);
    for (const i of [0, 31, 32, 39]) {
      const alone = generator.generate(latents.slice(4 * i, 4 * i + 4), 1, 2);
      assert.deepEqual(alone, all.slice(i * 4096, (i + 1) * 4096));
    }
  });

  it('with periodic padding moves its image as its latent is moved, round the edges', async () => {
    const periodic = await Generator.fromWeights({ ...generator.weights(), ...markPadding('periodic') });
    for (const side of [1, 2, 3]) {
      const latent = RandomStream.fromSeed(6).uniforms(side * side, -1, 1);
      const moved = latent.map((_, i) => latent[((Math.floor(i / side) + 1) % side) * side + ((i + 1) % side)]);
      const [image, movedImage] = [latent, moved].map((z) => periodic.generate(z, 1, side));
      const width = 32 * side;
      movedImage.forEach((value, i) => {
        const [y, x] = [Math.floor(i / width) + 32, (i % width) + 32];
        assert.ok(Math.abs(value - image[(y % width) * width + (x % width)]) < 1e-5);
      });
      if (side > 1) assert.notDeepEqual(image, generator.generate(latent, 1, side));
    }
    periodic.dispose();
  });

  for (const padding of ['same', 'periodic'] as const) {
    it(`in use does what it does in training, given the batch’s statistics (${padding})`, async () => {
      const weights = drawGeneratorWeights(RandomStream.fromSeed(7));
      const latents = RandomStream.fromSeed(8).uniforms(6 * 16, -1, 1);
      const variables = createVariables(weights);
      const statistics: Record<string, tf.Tensor> = {};
      const [inTraining, found] = tf.tidy(() => {
        const images = generateInTraining(tf.tensor4d(latents, [6, 4, 4, 1]), variables, padding, (layer, mean, variance) => {
          statistics[`${layer}/mean`] = mean;
          statistics[`${layer}/variance`] = variance;
        });
        return [images.dataSync().slice(), readTensors(statistics)];
      });
      const given = tf.tidy(() => {
        return generateWithStatistics(tf.tensor4d(latents, [6, 4, 4, 1]), variables, statisticsOf(found), padding)
          .dataSync()
          .slice();
      });
      tf.dispose(variables);
      given.forEach((value, i) => {
        assert.ok(Math.abs(value - inTraining[i]) < 1e-4);
      });
      const inUse = await Generator.fromWeights({ ...weights, ...found, ...markPadding(padding) });
      inUse.generate(latents, 6, 4).forEach((value, i) => {
        assert.ok(Math.abs(value - inTraining[i]) < 1e-4);
      });
      inUse.dispose();
    });
  }

  it('in use normalises as in training where variances are far smaller than what is added to them', async () => {
    const weights = mapValues(generator.weights(), ({ shape, values }, name) => {
      if (name.endsWith('variance')) return { shape, values: values.map((_, i) => 1e-6 * i) };
      // so that the images stay far from −1 and 1
      return { shape, values: name.endsWith('gamma') ? values.map(() => 0.03) : values };
    });
    const small = await Generator.fromWeights(weights);
    const variables = createVariables(weights);
    const latents = RandomStream.fromSeed(7).uniforms(2 * 4, -1, 1);
    tf.tidy(() => {
      const z = tf.tensor4d(latents, [2, 2, 2, 1]);
      const inTraining = generateWithStatistics(z, variables, statisticsOf(weights)).dataSync();
      small.generate(latents, 2, 2).forEach((value, i) => {
        assert.ok(Math.abs(value - inTraining[i]) < 1e-4 && Math.abs(value) < 0.99, `${value} ${inTraining[i]}`);
      });
    });
    tf.dispose(variables);
    small.dispose();
  });

  it('has a gradient with respect to the latent', () => {
    const latent = RandomStream.fromSeed(4).uniforms(4, -1, 1);
    const mean = (z: tf.Tensor) => tf.mean<tf.Scalar>(tf.square(generator.images(z as tf.Tensor4D)));
    tf.tidy(() => {
      const gradient = tf
        .grad(mean)(tf.tensor4d(latent, [1, 2, 2, 1]))
        .dataSync();
      latent.forEach((_, i) => {
        const at = (step: number) => {
          const moved = latent.map((value, j) => (i === j ? value + step : value));
          return mean(tf.tensor4d(moved, [1, 2, 2, 1])).dataSync()[0];
        };
        const difference = (at(2e-3) - at(-2e-3)) / 4e-3;
        assert.ok(Math.abs(gradient[i] - difference) < 0.02 * Math.abs(difference) + 2e-3, `${gradient[i]} ${difference}`);
      });
    });
  });

  it('comes back from its weights', async () => {
    const latents = RandomStream.fromSeed(5).uniforms(4, -1, 1);
    const copy = await Generator.fromWeights(generator.weights());
    assert.deepEqual(copy.generate(latents, 1, 2), generator.generate(latents, 1, 2));
    copy.dispose();
  });

  it('refuses weights of another shape and latents that do not fit, by name', async () => {
    const weights = generator.weights();
    const wrong = { ...weights, 'layer2/gamma': { shape: [3], values: new Float32Array(3) } };
    await assert.rejects(
      Generator.fromWeights(wrong),
      (error) => error instanceof InputError && /layer2\/gamma/.test(error.message),
    );
    assert.throws(() => generator.generate(new Float32Array(7), 2, 2), InputError);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    generator.generate(new Float32Array(8), 2, 2);
    assert.equal(tf.memory().numTensors, before);
  });
});

/** Means and variances among weights, as training has them. */
function statisticsOf(weights: NamedWeights): BatchStatistics {
  const layers = [1, 2, 3, 4].map((i) => `layer${i}`);
  const tensor = (name: string) => tf.tensor1d(weights[name].values);
  return Object.fromEntries(
    layers.map((layer) => [layer, { mean: tensor(`${layer}/mean`), variance: tensor(`${layer}/variance`) }]),
  );
}
