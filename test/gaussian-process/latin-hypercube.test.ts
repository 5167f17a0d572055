import assert from 'node:assert/strict';
import { latinHypercube } from '../../src/gaussian-process/latin-hypercube';
import { RandomStream } from '../../src/numerics/random';

describe('latin hypercube', () => {
  it('has one point in each part of each coordinate', () => {
    const [count, dimensions] = [250, 4];
    const points = latinHypercube(count, dimensions, RandomStream.fromSeed(1));
    for (let d = 0; d < dimensions; d++) {
      const parts = points.filter((_, i) => i % dimensions === d).map((x) => Math.floor(((x + 1) / 2) * count));
      assert.deepEqual(
        [...parts].sort((a, b) => a - b),
        Array.from({ length: count }, (_, i) => i),
      );
    }
  });

  it('has coordinates that know nothing of each other', () => {
    const points = latinHypercube(2000, 2, RandomStream.fromSeed(2));
    let sum = 0;
    for (let i = 0; i < points.length; i += 2) sum += points[i] * points[i + 1];
    // the mean of the products, 1/3 each in spread, within four standard deviations of 0
    assert.ok(Math.abs(sum / 2000) < (4 * (1 / 3)) / Math.sqrt(2000));
  });
});
