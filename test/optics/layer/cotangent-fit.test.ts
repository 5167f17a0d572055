import assert from 'node:assert/strict';
import { cotangentStart, fitCotangent } from '../../../src/optics/layer/cotangent-fit';

/** N(τ)/D(τ) at a real t. */
function evaluate({ range, numerator, denominator }: NonNullable<ReturnType<typeof fitCotangent>>, t: number): number {
  const tau = (2 * t - range.from - range.to) / (range.to - range.from);
  const sum = (series: Float64Array) => series.reduce((total, value, k) => total + value * chebyshev(k, tau), 0);
  return sum(numerator) / sum(denominator);
}

const chebyshev = (k: number, tau: number) => Math.cos(k * Math.acos(Math.max(-1, Math.min(1, tau))));

describe('rational cotangent', () => {
  it('is x cot x on the range, on either side of zero', () => {
    const fit = fitCotangent({ from: -30, to: 8, loss: 0 }, 7, 1e-12);
    assert.ok(fit);
    for (let t = -30; t <= 8; t += 0.37) {
      const x = Math.sqrt(Math.abs(t));
      const value = evaluate(fit, t);
      if (t < 0) assert.ok(Math.abs((value * Math.tanh(x)) / x - 1) < 1e-11);
      else assert.ok(Math.abs(Math.sin(Math.atan2(x, value) - x)) < 1e-11, `at ${t}`);
    }
  });

  it('is not found where the degree is too low', () => {
    assert.equal(fitCotangent({ from: -30, to: 30, loss: 0 }, 2, 1e-12), undefined);
  });

  it('starts with more halvings for thicker layers, and the same for a little less of thickness', () => {
    const range = { from: -20, to: 18, loss: 4 };
    const accuracy = { tolerance: 1e-11, roundingFloor: 3e-14, amplification: 1e9 };
    const [thin, thick] = [cotangentStart(range, 0.3, accuracy), cotangentStart(range, 200, accuracy)];
    assert.ok(thick.halvings > thin.halvings + 5);
    assert.equal(cotangentStart(range, 0.3, accuracy), thin);
    for (const { halvings, fit } of [thin, thick]) assert.ok(fit.error <= Math.max(3e-14, 1e-11 / 2 ** halvings));
  });
});
