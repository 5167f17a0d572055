// What dense layers need: products of matrices with any transposition of A, and sums over rows.

import { addTo, at, clear } from '../../numerics/kernels/arrays';
import { multiplyMatrices } from '../../numerics/kernels/product';

/** C = A B with A rows × depth (strides in numbers), B depth × columns and C rows × columns without gaps. */
export function multiply(
  rows: i32, columns: i32, depth: i32, a: usize, aRowStride: i32, aColumnStride: i32, b: usize, c: usize,
): void {
  const rowBytes = <usize>columns << 2;
  multiplyMatrices(rows, columns, depth, a, <usize>aRowStride << 2, <usize>aColumnStride << 2, b, rowBytes, c, rowBytes, false);
}

/** The sum of the rows of a rows × columns matrix. */
export function sumColumns(x: usize, sums: usize, rows: i32, columns: i32): void {
  clear(sums, columns);
  for (let row = 0; row < rows; row++) addTo(sums, at(x, row * columns), columns);
}
