import assert from 'node:assert/strict';
import { splitDataset, takeRows } from '../../src/datasets/dataset';
import { RandomStream } from '../../src/numerics/random';

describe('data sets', () => {
  it('part into training and validation without remainder', () => {
    const { training, validation } = splitDataset(100, 0.7, RandomStream.fromSeed(3));
    assert.deepEqual([training.length, validation.length], [70, 30]);
    assert.equal(new Set([...training, ...validation]).size, 100);
    assert.deepEqual([...takeRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2, Uint32Array.of(2, 0))], [5, 6, 1, 2]);
  });
});
