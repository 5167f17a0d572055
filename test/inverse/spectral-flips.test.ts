import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseSpectralFlips } from '../../src/inverse/spectral-flips';
import { admissibleFlips, chessDistance, flipPixels, independentFrom } from '../../src/microstructure/flips';
import { RandomStream } from '../../src/numerics/random';
import { randomImage } from '../surrogate/samples';

const side = 48;
const numbers = 3;

describe('choosing flips for several numbers', () => {
  it('brings all of them nearer, with admissible pixels that are apart, and no more than are allowed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 30 }), (seed, most) => {
        const random = RandomStream.fromSeed(seed);
        const image = randomImage(side, random);
        const allowed = admissibleFlips(image);
        fc.pre(allowed.length >= 60);
        const slopes = Float32Array.from({ length: numbers * side ** 2 }, () => random.uniform(-0.05, 0.05));
        const wanted = Float64Array.from({ length: numbers }, () => random.uniform(-0.3, 0.3));
        const pixels = chooseSpectralFlips(image, slopes, wanted, most);
        assert.ok(pixels.length >= 1 && pixels.length <= most);
        for (const [i, pixel] of pixels.entries()) {
          assert.ok(allowed.includes(pixel));
          for (const other of pixels.slice(0, i)) assert.ok(chessDistance(image, pixel, other) >= independentFrom);
        }
        // what a property that is linear in the pixels really changes by
        const after = flipPixels(image, pixels);
        const left = wanted.map((value, k) => {
          return image.pixels.reduce((sum, phase, i) => sum - (after.pixels[i] - phase) * slopes[k * side ** 2 + i], value);
        });
        assert.ok(Math.hypot(...left) < Math.hypot(...wanted), `${left} is left of ${wanted}`);
        if (most === 30) assert.ok(Math.hypot(...left) < 0.3 * Math.hypot(...wanted), `${left} is left of ${wanted}`);
      }),
      { numRuns: 12 },
    );
  });

  it('gives none where none leads to what is wanted, or nothing is', () => {
    const image = randomImage(side, RandomStream.fromSeed(1));
    const slopes = new Float32Array(numbers * side ** 2);
    assert.deepEqual(chooseSpectralFlips(image, slopes, Float64Array.of(0.1, 0, 0), 9), []);
    assert.deepEqual(chooseSpectralFlips(image, slopes.fill(0.01), new Float64Array(numbers), 9), []);
  });
});
