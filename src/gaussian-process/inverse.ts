import { factorise, invertTriangle, rowStart } from './cholesky';
import { layOut, multiply, type Part, rowBlock, strideFor } from './simd';

/** Square matrices in the kernels' memory, with rows of one stride. */
interface Workspace {
  size: number;
  stride: number;
  /** −A at first, above the diagonal; then L⁻ᵀL⁻¹, below it. */
  matrix: Float64Array;
  /** L⁻¹, below the diagonal. */
  triangle: Float64Array;
  /** Some rows, and a block. */
  strip: Float64Array;
  block: Float64Array;
}

/**
 * The inverse of a positive definite matrix A = L Lᵀ and half the logarithm of its determinant; both matrices are packed
 * triangles (see cholesky.ts). It goes through blocks of rows, so that nearly all the work is products: the fit of a kernel
 * spends its time here. Throws RangeError where the matrix is not positive definite.
 */
export function invertPositive(packed: Float64Array, size: number): { inverse: Float64Array; halfLogDeterminant: number } {
  const stride = strideFor(size);
  const [matrix, triangle, strip, block] = layOut([size * stride, size * stride, rowBlock * stride, rowBlock ** 2]);
  const workspace = { size, stride, matrix, triangle, strip, block };
  // what is multiplied but not meant must be numbers
  for (const array of [matrix, triangle, strip]) array.fill(0);
  for (let i = 0, at = 0; i < size; i++) for (let j = 0; j <= i; j++, at++) matrix[j * stride + i] = -packed[at];
  for (let row = 0; row < size; row += rowBlock) eliminate(workspace, row);
  for (let row = 0; row < size; row += rowBlock) multiplyTriangles(workspace, row);
  const inverse = new Float64Array(rowStart(size));
  let halfLogDeterminant = 0;
  for (let i = 0; i < size; i++) {
    inverse.set(matrix.subarray(i * stride, i * stride + i + 1), rowStart(i));
    halfLogDeterminant -= Math.log(triangle[i * (stride + 1)]);
  }
  return { inverse, halfLogDeterminant };
}

/** The block of rows from `first` on: writes R = Lᵀ right of the diagonal, L⁻¹ left of it, and −A + RᵀR below. */
function eliminate(workspace: Workspace, first: number): void {
  const { size, matrix, triangle, strip, block } = workspace;
  const rows = Math.min(rowBlock, size - first);
  const end = first + rows;
  const part = partsOf(workspace);
  invertDiagonalBlock(workspace, first, rows);
  const minusInverse: Part = { array: block, start: 0, stride: rowBlock };
  const rowsAt = part(strip, 0, 0);

  // L⁻¹ of these rows: −(inverse of the block) × (L × L⁻¹ of the rows above)
  multiply([rows, first, first], { ...part(matrix, 0, first), isTransposed: true }, part(triangle, 0, 0), rowsAt);
  multiply([rows, rows, first], minusInverse, rowsAt, part(triangle, first, 0));

  multiply([rows, rows, size - end], minusInverse, part(matrix, first, end), rowsAt);
  for (let i = 0; i < rows; i++) {
    const { start } = part(strip, i, 0);
    matrix.set(strip.subarray(start, start + size - end), part(matrix, first + i, end).start);
  }
  for (let row = end; row < size; row += rowBlock) {
    const right = part(matrix, first, row);
    const shape = [Math.min(rowBlock, size - row), rows, size - row] as const;
    multiply(shape, { ...right, isTransposed: true }, right, part(matrix, row, row), true);
  }
}

/** Writes the inverse of the factor of a block on the diagonal into `triangle`, and −1 × that into `block`. */
function invertDiagonalBlock({ stride, matrix, triangle, block }: Workspace, first: number, rows: number): void {
  const packed = new Float64Array(rowStart(rows));
  const place = first * (stride + 1);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j <= i; j++, at++) packed[at] = -matrix[place + j * stride + i];
  const inverse = invertTriangle(factorise(packed, rows), rows);
  block.fill(0);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++, at++) {
      triangle[place + i * stride + j] = inverse[at];
      block[i * rowBlock + j] = -inverse[at];
    }
  }
}

/** The block of rows of L⁻ᵀ L⁻¹ from `first` on, up to the diagonal. */
function multiplyTriangles(workspace: Workspace, first: number): void {
  const { size, matrix, triangle } = workspace;
  const rows = Math.min(rowBlock, size - first);
  const part = partsOf(workspace);
  const shape = [rows, size - first, first + rows] as const;
  multiply(shape, { ...part(triangle, first, first), isTransposed: true }, part(triangle, first, 0), part(matrix, first, 0));
}

function partsOf({ stride }: Workspace): (array: Float64Array, row: number, column: number) => Part {
  return (array, row, column) => ({ array, start: row * stride + column, stride });
}
