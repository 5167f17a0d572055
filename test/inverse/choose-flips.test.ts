import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseFlips } from '../../src/inverse/choose-flips';
import { FlipFactors, firstOrderChange, predictChange } from '../../src/inverse/flip-changes';
import { admissibleFlips, chessDistance, flipPixels, independentFrom } from '../../src/microstructure/flips';
import { RandomStream } from '../../src/numerics/random';
import { randomImage } from '../surrogate/samples';

const side = 48;

describe('choosing flips', () => {
  it('meets what is wanted in sum, with admissible pixels that are apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: -1, max: 1, noNaN: true }), (seed, share) => {
        const random = RandomStream.fromSeed(seed);
        const image = randomImage(side, random);
        const flips = admissibleFlips(image);
        fc.pre(flips.length >= 60 && Math.abs(share) > 0.05);
        const slopes = Float32Array.from({ length: side ** 2 }, () => random.uniform(0.005, 0.3));
        const factors = { toOne: 0.6, toZero: 1.3 };
        const wanted = share;
        const excluded = new Set(flips.slice(0, 5));
        const chosen = chooseFlips(image, slopes, factors, wanted, excluded);
        const predicted = predictChange(firstOrderChange(image, flipPixels(image, chosen), slopes), factors);
        assert.ok(Math.abs(predicted - wanted) < 0.05 * Math.abs(wanted), `${predicted} is not ${wanted}`);
        for (const [i, pixel] of chosen.entries()) {
          assert.ok(flips.includes(pixel) && !excluded.has(pixel));
          for (const other of chosen.slice(0, i)) assert.ok(chessDistance(image, pixel, other) >= independentFrom);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives none where none leads to what is wanted', () => {
    const image = randomImage(side, RandomStream.fromSeed(1));
    assert.deepEqual(chooseFlips(image, new Float32Array(side ** 2), { toOne: 1, toZero: 1 }, 0.1), []);
  });
});

describe('factors of first order', () => {
  it('are 1 before anything is seen, and come to what is true', () => {
    const factors = new FlipFactors();
    assert.deepEqual(factors.fit(0), { toOne: 1, toZero: 1 });
    const random = RandomStream.fromSeed(2);
    for (let i = 0; i < 60; i++) {
      const first = { toOne: random.uniform(-1, 1), toZero: random.uniform(-1, 1) };
      factors.observe({ ...first, design: i % 2, change: 0.3 * first.toOne + 1.7 * first.toZero });
    }
    const { toOne, toZero } = factors.fit(0);
    assert.ok(Math.abs(toOne - 0.3) < 0.05 && Math.abs(toZero - 1.7) < 0.05, `${toOne}, ${toZero}`);
  });
});
