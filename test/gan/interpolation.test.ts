import assert from 'node:assert/strict';
import { interpolateLatents } from '../../src/gan/interpolation';

describe('interpolation of latents', () => {
  it('goes from the first to the last anchor in even steps', () => {
    const found = interpolateLatents([Float32Array.of(0, 1), Float32Array.of(1, -1)], 5);
    assert.deepEqual([...found], [0, 1, 0.25, 0.5, 0.5, 0, 0.75, -0.5, 1, -1]);
  });

  it('goes through the anchors between', () => {
    const found = interpolateLatents([Float32Array.of(0), Float32Array.of(1), Float32Array.of(-1)], 5);
    assert.deepEqual([...found], [0, 0.5, 1, 0, -1]);
  });
});
