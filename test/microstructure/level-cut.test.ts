import assert from 'node:assert/strict';
import fc from 'fast-check';
import { correlationAfterCut, levelOf } from '../../src/microstructure/level-cut';

const fractions = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const correlations = fc.double({ min: -1, max: 1, noNaN: true });
const near = (found: number, expected: number, most = 1e-6): void =>
  assert.ok(Math.abs(found - expected) < most, `${found} against ${expected}`);

describe('the level of a cut', () => {
  it('is that of the tables', () => {
    // Abramowitz and Stegun 1964, table 26.5
    near(levelOf(0.5), 0);
    near(levelOf(0.05), 1.644854);
    near(levelOf(0.975), -1.959964);
  });

  it('is refused where nothing or all is above it', () => {
    assert.throws(() => levelOf(0), /^InputError: fraction: 0; give/);
    assert.throws(() => levelOf(1), /^InputError: fraction: 1; give/);
  });
});

describe('the two-point correlation after a cut', () => {
  it('is f for points in one place and f² for points that do not know each other', () => {
    fc.assert(
      fc.property(fractions, (fraction) => {
        const [one, far] = correlationAfterCut([1, 0], fraction);
        near(one, fraction);
        near(far, fraction ** 2);
      }),
    );
  });

  it('is 1/4 + arcsin(ρ)/2π for halves (Sheppard 1899), and that of the other phase but for 1 − 2f', () => {
    fc.assert(
      fc.property(fractions, correlations, (fraction, correlation) => {
        near(correlationAfterCut([correlation], 0.5)[0], 1 / 4 + Math.asin(correlation) / (2 * Math.PI));
        const [ofOne] = correlationAfterCut([correlation], fraction);
        const [ofOther] = correlationAfterCut([correlation], 1 - fraction);
        near(ofOther, 1 - 2 * fraction + ofOne);
      }),
    );
  });
});
