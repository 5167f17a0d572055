import assert from 'node:assert/strict';
import { addToDiagonal, zeros } from '../../../src/numerics/matrix';
import { spectralRange } from '../../../src/optics/layer/spectral-range';

/** A diagonal matrix: its eigenvalues are there to see. */
function diagonal(values: readonly number[]) {
  const matrix = zeros(values.length, values.length);
  for (const [i, value] of values.entries()) matrix.re[i * (values.length + 1)] = value;
  return matrix;
}

const waves = { kx: Float64Array.of(0, 3), ky: Float64Array.of(0, 4) };

describe('spectral range', () => {
  it('of dielectrics goes from −|k|² of the highest order to the largest permittivity', () => {
    const { from, to, loss } = spectralRange(diagonal([2, 12, -20, -23]), waves, [
      [2, 0],
      [12, 1],
    ]);
    assert.ok(from <= -25 && from > -35 && to >= 12 && to < 13.5);
    assert.equal(loss, 1);
  });

  it('grows where the matrix has larger eigenvalues than the phases alone', () => {
    const epsilon = [[2, 0] as const, [12, 0] as const];
    const { from } = spectralRange(diagonal([2, 12, -20, -90]), waves, epsilon);
    assert.ok(from <= -90 && from > -130);
  });

  it('of a metal beside a dielectric is as wide as the spectral radius on all sides', () => {
    const { from, to, loss } = spectralRange(diagonal([2, 12, -20, 70]), waves, [
      [2, 0],
      [-20, 1],
    ]);
    assert.ok(to >= 70 && to < 110);
    assert.deepEqual([from, loss], [-to, to / 2]);
  });

  it('holds more than a point for the zeroth order alone', () => {
    const one = { kx: Float64Array.of(0), ky: Float64Array.of(0) };
    const matrix = zeros(2, 2);
    addToDiagonal(matrix, 2.25);
    const { from, to } = spectralRange(matrix, one, [[2.25, 0]]);
    assert.ok(from < 0 && to >= 2.25);
  });
});
