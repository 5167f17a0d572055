import assert from 'node:assert/strict';
import { gaussLegendre } from '../../src/numerics/quadrature';

describe('Gauss-Legendre rule', () => {
  for (const count of [1, 2, 5, 30]) {
    it(`of ${count} nodes integrates powers below ${2 * count}`, () => {
      const { nodes, weights } = gaussLegendre(count);
      for (let power = 0; power < 2 * count; power++) {
        const integral = nodes.reduce((sum, x, i) => sum + weights[i] * x ** power, 0);
        assert.ok(Math.abs(integral - (power % 2 === 0 ? 2 / (power + 1) : 0)) < 1e-14);
      }
    });
  }
});
