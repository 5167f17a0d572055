import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factorise, factoriseRow, invertTriangle, rowStart, solve } from '../../src/gaussian-process/cholesky';
import { invertPositive } from '../../src/gaussian-process/inverse';
import { RandomStream } from '../../src/numerics/random';

/** A Aᵀ + 1 for a random square A: a packed triangle. */
function positiveMatrix(size: number): Float64Array {
  const random = RandomStream.fromSeed(size).derive('positive');
  const a = Array.from({ length: size }, () => Array.from({ length: size }, () => random.normal()));
  const triangle = new Float64Array(rowStart(size));
  for (let i = 0, at = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) triangle[at++] = a[i].reduce((sum, x, k) => sum + x * a[j][k], i === j ? 1 : 0);
  }
  return triangle;
}

/** Element (i, j) of a symmetric matrix. */
const element = (triangle: Float64Array, i: number, j: number) => triangle[rowStart(Math.max(i, j)) + Math.min(i, j)];
const indices = (size: number) => Array.from({ length: size }, (_, i) => i);

describe('Cholesky factors', () => {
  it('times their transpose are the matrix', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (size) => {
        const matrix = positiveMatrix(size);
        const factor = factorise(matrix.slice(), size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j <= i; j++) {
            const product = indices(j + 1).reduce((sum, k) => sum + factor[rowStart(i) + k] * factor[rowStart(j) + k], 0);
            assert.ok(Math.abs(product - matrix[rowStart(i) + j]) < 1e-12 * size);
          }
        }
      }),
    );
  });

  it('gain a row without the others changing', () => {
    const matrix = positiveMatrix(12);
    const grown = matrix.slice();
    factorise(grown, 11);
    factoriseRow(grown, 11);
    assert.deepEqual(grown, factorise(matrix, 12));
  });

  it('solve, and have an inverse', () => {
    const size = 15;
    const matrix = positiveMatrix(size);
    const factor = factorise(matrix.slice(), size);
    const solution = solve(factor, size, Float64Array.from(indices(size)));
    const inverse = invertTriangle(factor, size);
    for (const i of indices(size)) {
      const product = indices(size).reduce((sum, k) => sum + element(matrix, i, k) * solution[k], 0);
      assert.ok(Math.abs(product - i) < 1e-10);
      for (let j = 0; j <= i; j++) {
        const unit = indices(i + 1)
          .filter((k) => k >= j)
          .reduce((sum, k) => sum + factor[rowStart(i) + k] * inverse[rowStart(k) + j], 0);
        assert.ok(Math.abs(unit - Number(i === j)) < 1e-12);
      }
    }
  });

  it('refuse a matrix that is not positive definite, in plain loops and in blocks', () => {
    assert.throws(() => factorise(Float64Array.of(1, 2, 1), 2), RangeError);
    assert.throws(() => invertPositive(Float64Array.of(1, 2, 1), 2), RangeError);
  });
});

describe('inverses of positive definite matrices, block by block,', () => {
  for (const size of [1, 3, 64, 67, 128, 193]) {
    it(`are what plain loops give for ${size} rows`, () => {
      const matrix = positiveMatrix(size);
      const factor = factorise(matrix.slice(), size);
      const { inverse, halfLogDeterminant } = invertPositive(matrix, size);
      const logarithms = indices(size).reduce((sum, i) => sum + Math.log(factor[rowStart(i) + i]), 0);
      assert.ok(Math.abs(halfLogDeterminant - logarithms) < 1e-11 * size);
      for (const column of [0, Math.floor(size / 2), size - 1]) {
        const expected = solve(
          factor,
          size,
          Float64Array.from(indices(size), (i) => Number(i === column)),
        );
        for (const i of indices(size)) assert.ok(Math.abs(element(inverse, i, column) - expected[i]) < 1e-11);
      }
    });
  }
});
