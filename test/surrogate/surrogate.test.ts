import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWeights, type NamedWeights, saveWeights } from '../../src/learning/weights';
import { symmetricPairs } from '../../src/microstructure/distance';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { drawWeights } from '../../src/surrogate/network';
import { describeScale, Surrogate } from '../../src/surrogate/surrogate';
import { randomImage, tiny } from './samples';

const random = RandomStream.fromSeed(8);
const width = 32;
const images = Array.from({ length: 5 }, () => randomImage(width, random));

/** Weights all of which count: biases and the blocks' last filters too, which training begins from 0. */
function liveWeights(): NamedWeights {
  const weights = drawWeights(tiny, random);
  for (const { values } of Object.values(weights)) {
    values.forEach((value, i) => {
      values[i] = value + 0.1 * random.normal();
    });
  }
  return { ...weights, ...describeScale({ means: [0.6], deviations: [0.05] }, tiny.side) };
}

const shift = ({ pixels, ...size }: Microstructure, dx: number, dy: number): Microstructure => ({
  ...size,
  pixels: pixels.map((_, i) => pixels[((Math.floor(i / width) + dy) % width) * width + (((i % width) + dx) % width)]),
});

describe('a surrogate', () => {
  let surrogate: Surrogate;
  before(async () => {
    surrogate = await Surrogate.fromWeights(liveWeights());
  });
  after(() => surrogate.dispose());

  it('gives the same for every cyclic shift, flip and quarter turn of an image, and other numbers for other images', () => {
    const predicted = surrogate.predict(images);
    const spread = Math.max(...predicted) - Math.min(...predicted);
    images.forEach((image, i) => {
      const same = [shift(image, 1, 0), shift(image, 7, 18), ...symmetricPairs(image).flat().slice(1)];
      for (const value of surrogate.predict(same)) assert.ok(Math.abs(value - predicted[i]) < 1e-4 * spread, `${value}`);
    });
    // it is not because nothing depends on where a view begins
    const one = surrogate.predict([images[0], symmetricPairs(images[0])[1][0]], 1);
    assert.ok(Math.abs(one[0] - one[1]) > 1e-3 * spread);
  });

  it('takes images of any multiple of its side, in batches, and grey ones, as it takes each alone', () => {
    const larger = randomImage(48, random);
    const predicted = surrogate.predict([...images, larger, ...images, ...images]);
    for (const [i, image] of [...images, larger].entries()) {
      assert.ok(Math.abs(surrogate.predict([image])[0] - predicted[i]) < 1e-6);
    }
    const shares = Float32Array.from(images.flatMap(({ pixels }) => [...pixels]));
    assert.deepEqual(surrogate.predictImages(shares, width), surrogate.predict(images));
  });

  it('has the gradient that differences have', () => {
    // waves strong enough that no step moves where the views begin
    const shares = Float32Array.from([...images[0].pixels, ...images[1].pixels], (pixel) => 0.2 + 0.6 * pixel);
    for (const views of [1, 8]) {
      const { y, gradient } = surrogate.gradient(shares, width, views);
      surrogate.predictImages(shares, width, views).forEach((value, i) => {
        assert.ok(Math.abs(value - y[i]) < 1e-6);
      });
      // along a direction of many pixels, since a single one moves y by less than rounding does
      const direction = random.normals(shares.length);
      const step = 5e-4;
      const [above, below] = [step, -step].map((size) =>
        surrogate.predictImages(
          shares.map((share, i) => share + size * direction[i]),
          width,
          views,
        ),
      );
      for (const i of [0, 1]) {
        const part = (values: Float32Array) => values.subarray(i * width ** 2, (i + 1) * width ** 2);
        const slope = part(gradient).reduce((sum, value, k) => sum + value * part(direction)[k], 0);
        const measured = (above[i] - below[i]) / (2 * step);
        const size = Math.hypot(...part(gradient));
        assert.ok(size > 1e-4 && Math.abs(slope - measured) < 0.03 * size, `${slope} against ${measured}, ${size}`);
      }
    }
  });

  it('is saved and opened again bit for bit', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'microdesign-')), 'surrogate.weights');
    saveWeights(path, surrogate.weights());
    const opened = await Surrogate.fromWeights(loadWeights(path).weights);
    assert.deepEqual(opened.weights(), surrogate.weights());
    assert.deepEqual(opened.predict(images), surrogate.predict(images));
    opened.dispose();
  });

  it('refuses images and weights of other shapes, by name', async () => {
    const refused = (size: { width: number; height: number }, message: RegExp) =>
      assert.throws(() => surrogate.predict([{ ...size, pixels: new Uint8Array(size.width * size.height) }]), message);
    refused({ width: 32, height: 16 }, /^InputError: image: 32 × 16 pixels; give 32 × 32/);
    refused({ width: 24, height: 24 }, /^InputError: image: 24 × 24 pixels; give a side that is a multiple of 16/);
    assert.throws(
      () => surrogate.predictImages(new Float32Array(100), 16),
      /^InputError: images: 100 numbers; give a multiple of 256/,
    );
    const { scale: _, ...unscaled } = liveWeights();
    await assert.rejects(Surrogate.fromWeights(unscaled), /^InputError: surrogate weights: scale is missing/);
    const wrong = { ...liveWeights(), 'hidden/weight': { shape: [1, 8], values: new Float32Array(8) } };
    await assert.rejects(
      Surrogate.fromWeights(wrong),
      /^InputError: surrogate weights: hidden\/weight is 1 × 8; give it the shape 9 × 8/,
    );
  });
});
