import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type RationalFunction, realRoots, splitFractions } from '../../../src/optics/layer/partial-fractions';

/** The value of a Chebyshev series between −1 and 1. */
const seriesAt = (series: Float64Array, tau: number) =>
  series.reduce((total, value, k) => total + value * Math.cos(k * Math.acos(tau)), 0);
const quotient = ({ numerator, denominator }: RationalFunction, tau: number) =>
  seriesAt(numerator, tau) / seriesAt(denominator, tau);

/** The Chebyshev series of Π (τ − root), by T(1) T(k) = (T(k+1) + T(|k−1|))/2. */
function seriesWithRoots(roots: readonly number[]): Float64Array {
  return roots.reduce((series, root) => {
    const next = new Float64Array(series.length + 1);
    series.forEach((value, k) => {
      next[k] -= root * value;
      next[k + 1] += value / 2;
      next[Math.abs(k - 1)] += value / 2;
    });
    return next;
  }, Float64Array.of(1));
}

/** Poles above 1, each farther from the one before, as those of a cotangent are. */
const poles = fc
  .array(fc.double({ min: 1.4, max: 2.5, noNaN: true }), { minLength: 2, maxLength: 6 })
  .map((ratios) => ratios.map((_, i) => 0.5 + ratios.slice(0, i + 1).reduce((pole, ratio) => pole * ratio, 0.6)));

describe('partial fractions', () => {
  it('are the same function, of half the degree', () => {
    fc.assert(
      fc.property(
        poles,
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }),
        (roots, values) => {
          const fit = {
            numerator: Float64Array.from(values.slice(0, roots.length + 1)),
            denominator: seriesWithRoots(roots),
          };
          const fractions = splitFractions(fit);
          assert.equal(fractions?.length, 2);
          for (const { denominator } of fractions) assert.ok(denominator.length - 1 <= (roots.length + 1) / 2);
          for (const tau of [-1, -0.6, 0, 0.3, 0.9]) {
            const parts = fractions.map((fraction) => quotient(fraction, tau));
            const size = Math.hypot(...parts);
            assert.ok(Math.abs(parts[0] + parts[1] - quotient(fit, tau)) <= 1e-8 * size + 1e-9, `${parts} at ${tau}`);
          }
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  it('are not made where poles are complex', () => {
    // T(2) + 2 = 2 τ² + 1.
    assert.equal(splitFractions({ numerator: Float64Array.of(1, 0, 0), denominator: Float64Array.of(2, 0, 1) }), undefined);
  });

  it('have the poles that were put in', () => {
    for (const roots of [[3], [-2, 5], [-4, 0.5, 1.1, 7, 30]]) {
      const found = realRoots(seriesWithRoots(roots));
      assert.equal(found?.length, roots.length);
      for (const [i, root] of found.entries()) assert.ok(Math.abs(root - roots[i]) < 1e-9 * Math.abs(roots[i]));
    }
  });
});
