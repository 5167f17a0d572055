import assert from 'node:assert/strict';
import { chebyshevWaves } from '../../../src/optics/layer/chebyshev-waves';

describe('Chebyshev series of waves', () => {
  it('are cos(√t z) and sin(√t z)/√t, of propagating (t > 0) and of evanescent modes', () => {
    const range = { from: -40, to: 18, loss: 4 };
    const z = 1.3;
    const { cosine, sine } = chebyshevWaves(range, z);
    for (let t = range.from; t <= range.to; t += 0.7) {
      const x = (2 * t - range.from - range.to) / (range.to - range.from);
      const sum = (series: Float64Array) => series.reduce((total, value, k) => total + value * Math.cos(k * Math.acos(x)), 0);
      const root = Math.sqrt(Math.abs(t));
      const [c, s] = t > 0 ? [Math.cos(root * z), Math.sin(root * z)] : [Math.cosh(root * z), Math.sinh(root * z)];
      // Within rounding errors of the largest value on the range.
      assert.ok(Math.abs(sum(cosine) - c) < 1e-12 * Math.cosh(Math.sqrt(40) * z));
      assert.ok(Math.abs(sum(sine) - s / root) < 1e-12 * Math.cosh(Math.sqrt(40) * z));
    }
  });

  it('have more terms for longer ways, and none but the first at the middle', () => {
    const range = { from: -4, to: 4, loss: 0 };
    const [near, far] = [0.1, 5].map((z) => chebyshevWaves(range, z).cosine.length);
    assert.ok(far > 2 * near);
    const { cosine, sine } = chebyshevWaves(range, 0);
    assert.ok(Math.abs(cosine[0] - 1) < 1e-15 && cosine.slice(1).every((value) => Math.abs(value) < 1e-15));
    assert.ok(sine.every((value) => value === 0));
  });
});
