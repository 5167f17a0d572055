import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { type GreyOptions, greyTensor } from '../../src/gan/images';
import { selectBackend } from '../../src/learning/backend';
import { fromRows, type Microstructure } from '../../src/microstructure/microstructure';

const smoothing = 1 / 6;

function greys(image: Microstructure, options?: GreyOptions): number[] {
  return tf.tidy(() => Array.from(greyTensor([image], options).dataSync()));
}

function assertClose(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) < 1e-6, `${i}: ${value} against ${expected[i]}`);
  });
}

describe('images as the networks see them', () => {
  before(() => selectBackend());

  it('are −1 in phase 0 and 1 in phase 1', () => {
    assert.deepEqual(greys(fromRows(['01', '11'])), [-1, 1, 1, 1]);
  });

  it('are weighted means with the neighbours, on the other side where an image ends', () => {
    // a pixel of its own in the corner: the mean of its square, of weights 1/6 · 4/6 · 1/6, goes around both edges
    const weights = [4, 1, 0, 1].flatMap((a) => [4, 1, 0, 1].map((b) => (a * b) / 36));
    const corner = fromRows(['1000', '0000', '0000', '0000']);
    assertClose(
      greys(corner, { smoothing }),
      weights.map((weight) => 2 * weight - 1),
    );
  });

  it('go on with their outermost pixels where they are parts of others', () => {
    const row = [-1, -2 / 3, 2 / 3, 1];
    assertClose(greys(fromRows(['0011', '0011']), { smoothing, areParts: true }), [...row, ...row]);
  });

  it('keep their volume fraction when they are smoothed', () => {
    const images = fc.record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 6 }) }).chain((size) => {
      const pixels = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size.width * size.height, maxLength: 36 });
      return pixels.map((all) => ({ ...size, pixels: Uint8Array.from(all.slice(0, size.width * size.height)) }));
    });
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    fc.assert(
      fc.property(images, fc.double({ min: 0, max: 0.25, noNaN: true }), (image, weight) => {
        assert.ok(Math.abs(mean(greys(image, { smoothing: weight })) - mean(greys(image))) < 1e-6);
      }),
    );
  });
});
