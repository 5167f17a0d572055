import assert from 'node:assert/strict';
import { splitDataset, takeRows } from '../../src/datasets/dataset';
import { cutAtRange, joinSamples } from '../../src/datasets/range';
import { RandomStream } from '../../src/numerics/random';

describe('data sets', () => {
  it('part into training and validation without remainder', () => {
    const { training, validation } = splitDataset(100, 0.7, RandomStream.fromSeed(3));
    assert.deepEqual([training.length, validation.length], [70, 30]);
    assert.equal(new Set([...training, ...validation]).size, 100);
    assert.deepEqual([...takeRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2, Uint32Array.of(2, 0))], [5, 6, 1, 2]);
  });

  it('are cut at a range, whose ends belong to it, without losing a sample', () => {
    const samples = { latentSide: 1, latents: Float32Array.of(1, 2, 3, 4), y: Float64Array.of(0.75, 0.2, 0.55, 0.76) };
    const { kept, outside } = cutAtRange(samples, [0.55, 0.75]);
    assert.deepEqual(
      [[...kept.latents], [...kept.y]],
      [
        [1, 3],
        [0.75, 0.55],
      ],
    );
    assert.deepEqual(
      [[...outside.latents], [...outside.y]],
      [
        [2, 4],
        [0.2, 0.76],
      ],
    );
    const { latents, y } = joinSamples(kept, outside);
    assert.deepEqual(
      [[...latents], [...y]],
      [
        [1, 3, 2, 4],
        [0.75, 0.55, 0.2, 0.76],
      ],
    );
  });
});
