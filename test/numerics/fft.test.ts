import assert from 'node:assert/strict';
import { fft2 } from '../../src/numerics/fft';
import { RandomStream } from '../../src/numerics/random';

/** The definition, summed as it stands. */
function directTransform(re: Float64Array, im: Float64Array, height: number, width: number): [Float64Array, Float64Array] {
  const outRe = new Float64Array(re.length);
  const outIm = new Float64Array(re.length);
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const phase = -2 * Math.PI * (((u * x) % width) / width + ((v * y) % height) / height);
          const [c, s] = [Math.cos(phase), Math.sin(phase)];
          const i = y * width + x;
          outRe[v * width + u] += re[i] * c - im[i] * s;
          outIm[v * width + u] += re[i] * s + im[i] * c;
        }
      }
    }
  }
  return [outRe, outIm];
}

function randomField(size: number, name: string): [Float64Array, Float64Array] {
  const random = RandomStream.fromSeed(5).derive('fft', name);
  return [new Float64Array(size).map(() => random.normal()), new Float64Array(size).map(() => random.normal())];
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

describe('fft2', () => {
  const shapes = [
    [1, 1],
    [1, 7],
    [4, 2],
    [3, 5],
    [6, 10],
    [8, 16],
    [13, 9],
    [22, 12],
    [30, 25],
    [32, 24],
  ];
  for (const [height, width] of shapes) {
    it(`is the discrete Fourier transform of a ${height} x ${width} field`, () => {
      const [re, im] = randomField(height * width, `${height}x${width}`);
      const [expectedRe, expectedIm] = directTransform(re, im, height, width);
      fft2(re, im, height, width);
      assert.ok(largestDifference(re, expectedRe) < 1e-11);
      assert.ok(largestDifference(im, expectedIm) < 1e-11);
    });
  }

  for (const size of [64, 96, 128]) {
    it(`inverts itself and keeps the energy at ${size} x ${size}`, () => {
      const [re, im] = randomField(size * size, String(size));
      const [a, b] = [re.slice(), im.slice()];
      const energy = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, i) => sum + value ** 2 + y[i] ** 2, 0);
      fft2(a, b, size, size);
      assert.ok(Math.abs(energy(a, b) / (size * size) / energy(re, im) - 1) < 1e-13);
      fft2(a, b, size, size, true);
      assert.ok(largestDifference(a, re) < 1e-13);
      assert.ok(largestDifference(b, im) < 1e-13);
    });
  }

  it('refuses arrays that do not hold the field', () => {
    assert.throws(() => fft2(new Float64Array(6), new Float64Array(6), 2, 4), RangeError);
    assert.throws(() => fft2(new Float64Array(8), new Float64Array(6), 2, 4), RangeError);
  });
});
