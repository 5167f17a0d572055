import assert from 'node:assert/strict';
import { leastVector } from '../../src/numerics/null-vector';
import { RandomStream } from '../../src/numerics/random';

describe('leastVector', () => {
  it('finds the direction that a matrix shrinks most', () => {
    const random = RandomStream.fromSeed(8).derive('least');
    const hidden = Float64Array.from({ length: 6 }, () => random.normal());
    const norm = Math.hypot(...hidden);
    // Random rows made orthogonal to the hidden vector, but for one part in 1e9.
    const columns = Array.from({ length: 6 }, () => new Float64Array(50));
    for (let row = 0; row < 50; row++) {
      const values = hidden.map(() => random.normal());
      const along = values.reduce((sum, value, k) => sum + value * hidden[k], 0) / norm ** 2;
      values.forEach((value, k) => {
        columns[k][row] = value - (1 - 1e-9) * along * hidden[k];
      });
    }
    const found = leastVector(columns);
    const product = found.reduce((sum, value, k) => sum + value * hidden[k], 0) / norm;
    assert.ok(Math.abs(Math.abs(product) - 1) < 1e-14);
  });
});
