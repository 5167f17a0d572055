// Products of real matrices in double precision: C = A B, or C += A B where `accumulate` is set.

import { multiplyTwoVectors } from '../../numerics/kernels/product';

/** Depth of a block: a panel of B of this depth stays in the first-level cache while the rows of A are gone through. */
const DEPTH_BLOCK = 256;
/** Bytes of a panel's row: two vectors. */
const PANEL = 32;

/**
 * A is rows × depth with any two strides (so its transpose costs nothing); B is depth × columns and C rows × columns, both
 * with contiguous rows; columns is a multiple of 4. Rows should be few enough for A to stay in the second-level cache.
 */
export function multiply(
  rows: i32, columns: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize,
  accumulate: bool,
): void {
  for (let k = 0; k < depth; k += DEPTH_BLOCK) {
    const ak = a + <usize>k * aColumn, bk = b + <usize>k * bRow;
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column >> 2) * PANEL;
      multiplyTwoVectors<f64>(rows, min(DEPTH_BLOCK, depth - k), ak, aRow, aColumn, bk + at, bRow, c + at, cRow, accumulate || k > 0);
    }
  }
}
