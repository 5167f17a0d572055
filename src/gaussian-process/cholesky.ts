/**
 * Triangles of symmetric matrices, row after row without gaps, so that a row more is just added at the end: element (i, j),
 * j <= i, lies at rowStart(i) + j. `size` is the number of rows; arrays may be longer.
 */

/** Where row i of a packed triangle begins; also the length of one of i rows. */
export function rowStart(i: number): number {
  return (i * (i + 1)) / 2;
}

/**
 * The factor L of a positive definite matrix A = L Lᵀ, in its place. Throws RangeError where A is not positive definite.
 */
export function factorise(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) factoriseRow(matrix, i);
  return matrix;
}

/** Turns row i of a matrix whose rows above are already those of L into a row of L. */
export function factoriseRow(matrix: Float64Array, i: number): void {
  const row = rowStart(i);
  for (let j = 0; j < i; j++) {
    const other = rowStart(j);
    matrix[row + j] = (matrix[row + j] - dot(matrix, row, matrix, other, j)) / matrix[other + j];
  }
  const rest = matrix[row + i] - dot(matrix, row, matrix, row, i);
  if (!(rest > 0)) throw new RangeError(`cholesky: the matrix is not positive definite at row ${i}`);
  matrix[row + i] = Math.sqrt(rest);
}

/** b ← L⁻¹ b. */
export function solveLower(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  for (let i = 0; i < size; i++) b[i] = (b[i] - dot(factor, rowStart(i), b, 0, i)) / factor[rowStart(i) + i];
  return b;
}

/** b ← (L Lᵀ)⁻¹ b. */
export function solve(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  solveLower(factor, size, b);
  for (let i = size - 1; i >= 0; i--) {
    const row = rowStart(i);
    b[i] /= factor[row + i];
    addMultiple(b, 0, -b[i], factor, row, i);
  }
  return b;
}

/** The inverse of L, a lower triangle too. */
export function invertTriangle(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(rowStart(size));
  for (let i = 0; i < size; i++) invertRow(factor, inverse, i);
  return inverse;
}

/** Writes row i of the inverse of L, whose rows above are there. */
export function invertRow(factor: Float64Array, inverse: Float64Array, i: number): void {
  const row = rowStart(i);
  const diagonal = factor[row + i];
  inverse.fill(0, row, row + i);
  for (let j = 0; j < i; j++) addMultiple(inverse, row, -factor[row + j] / diagonal, inverse, rowStart(j), j + 1);
  inverse[row + i] = 1 / diagonal;
}

/** Sum of the products of `length` numbers of a and b from the given places on; four sums at a time keep the processor busy. */
function dot(a: Float64Array, fromA: number, b: Float64Array, fromB: number, length: number): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  let i = fromA;
  let j = fromB;
  for (const end = fromA + length - 3; i < end; i += 4, j += 4) {
    sum0 += a[i] * b[j];
    sum1 += a[i + 1] * b[j + 1];
    sum2 += a[i + 2] * b[j + 2];
    sum3 += a[i + 3] * b[j + 3];
  }
  for (const end = fromA + length; i < end; i++, j++) sum0 += a[i] * b[j];
  return sum0 + sum1 + (sum2 + sum3);
}

/** Adds `factor` × `length` numbers of x to as many of y. */
function addMultiple(y: Float64Array, fromY: number, factor: number, x: Float64Array, fromX: number, length: number): void {
  for (let i = fromY, j = fromX, end = fromY + length; i < end; i++, j++) y[i] += factor * x[j];
}
