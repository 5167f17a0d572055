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
        const factors = { toOne: 0.6, toZero: 1.3, flips: 0.1 };
        const wanted = share;
        const excluded = new Set(flips.slice(0, 5));
        const { pixels, first, error } = chooseFlips(image, slopes, factors, wanted, excluded)!;
        const left = Math.abs(wanted - predictChange(first, factors));
        assert.ok(left < 0.1 * Math.abs(wanted), `${left} is left of ${wanted}`);
        assert.ok(Math.hypot(left, error) < Math.abs(wanted));
        const { flips: _, ...sums } = firstOrderChange(image, flipPixels(image, pixels), slopes);
        assert.ok(Math.abs(sums.toOne - first.toOne) < 1e-9 && Math.abs(sums.toZero - first.toZero) < 1e-9);
        for (const [i, pixel] of pixels.entries()) {
          assert.ok(flips.includes(pixel) && !excluded.has(pixel));
          for (const other of pixels.slice(0, i)) assert.ok(chessDistance(image, pixel, other) >= independentFrom);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('gives none where none leads to what is wanted', () => {
    const image = randomImage(side, RandomStream.fromSeed(1));
    assert.equal(chooseFlips(image, new Float32Array(side ** 2), { toOne: 1, toZero: 1, flips: 0 }, 0.1), undefined);
  });
});

describe('factors of first order', () => {
  it('are those of first order before anything is seen, and come to what is true', () => {
    const factors = new FlipFactors();
    const { toOne, toZero, flips } = factors.fit(0);
    assert.ok(Math.abs(toOne - 1) < 1e-12 && Math.abs(toZero - 1) < 1e-12 && Math.abs(flips) < 1e-12);
    const random = RandomStream.fromSeed(2);
    const truth = { toOne: 0.3, toZero: 1.7, flips: 0.4 };
    for (let i = 0; i < 60; i++) {
      const first = { toOne: random.uniform(-1, 1), toZero: random.uniform(-1, 1), flips: random.uniform(0, 2) };
      factors.observe({ ...first, design: i % 2, error: 0.1, change: predictChange(first, truth) });
    }
    const fitted = factors.fit(0);
    for (const name of ['toOne', 'toZero', 'flips'] as const) {
      assert.ok(Math.abs(fitted[name] - truth[name]) < 0.02, `${name}: ${fitted[name]}`);
    }
  });

  it('are first of all those that a design showed itself', () => {
    const factors = new FlipFactors();
    for (const design of [0, 1]) {
      const first = { toOne: 1, toZero: 0, flips: 0 };
      for (let i = 0; i < 5; i++) factors.observe({ ...first, design, error: 0.1, change: design === 0 ? 0.5 : 1.5 });
    }
    assert.ok(factors.fit(0).toOne < 0.7 && factors.fit(1).toOne > 1.3 && Math.abs(factors.fit(2).toOne - 1) < 0.01);
  });
});
