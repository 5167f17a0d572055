// Products of matrices in SIMD tiles: C = A B, or C += A B where `accumulate` is set. Single precision, but for the tile of
// two vectors that Gaussian processes take in double precision.
//
// A is rows × depth with any two strides (so its transpose costs nothing), B is depth × columns and C rows × columns,
// both with contiguous rows. All strides here are in bytes. A tile of 4 rows × 2 vectors keeps its eight sums and what
// it reads in registers; larger tiles spill and are slower by half.

import { multiplyAdd } from './arrays';

/** Rows of A that stay in cache while the columns of B are gone through. */
const ROW_BLOCK = 96;
/** Depth of a block: 4 rows of A and 8 columns of B of this depth fit the first-level cache. */
const DEPTH_BLOCK = 256;

// @ts-ignore: decorator
@inline
function splat(address: usize): v128 {
  return v128.load_splat<f32>(address);
}

/** c + a b, by lane. */
// @ts-ignore: decorator
@inline
function addProduct<T>(a: v128, b: v128, c: v128): v128 {
  return v128.add<T>(c, v128.mul<T>(a, b));
}

/** Two vectors of columns of C, in the precision of T. */
export function multiplyTwoVectors<T>(
  rows: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, accumulate: bool,
): void {
  const zero = v128.splat<T>(<T>0);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const c0 = c + <usize>row * cRow, c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
    let left0 = zero, left1 = zero, left2 = zero, left3 = zero;
    let right0 = zero, right1 = zero, right2 = zero, right3 = zero;
    if (accumulate) {
      left0 = v128.load(c0);
      left1 = v128.load(c1);
      left2 = v128.load(c2);
      left3 = v128.load(c3);
      right0 = v128.load(c0, 16);
      right1 = v128.load(c1, 16);
      right2 = v128.load(c2, 16);
      right3 = v128.load(c3, 16);
    }
    let bk = b, a0 = a + <usize>row * aRow, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow;
    for (let k = depth; k > 0; k--) {
      const left = v128.load(bk), right = v128.load(bk, 16);
      let factor = v128.load_splat<T>(a0);
      left0 = addProduct<T>(factor, left, left0);
      right0 = addProduct<T>(factor, right, right0);
      factor = v128.load_splat<T>(a1);
      left1 = addProduct<T>(factor, left, left1);
      right1 = addProduct<T>(factor, right, right1);
      factor = v128.load_splat<T>(a2);
      left2 = addProduct<T>(factor, left, left2);
      right2 = addProduct<T>(factor, right, right2);
      factor = v128.load_splat<T>(a3);
      left3 = addProduct<T>(factor, left, left3);
      right3 = addProduct<T>(factor, right, right3);
      bk += bRow;
      a0 += aColumn;
      a1 += aColumn;
      a2 += aColumn;
      a3 += aColumn;
    }
    v128.store(c0, left0);
    v128.store(c1, left1);
    v128.store(c2, left2);
    v128.store(c3, left3);
    v128.store(c0, right0, 16);
    v128.store(c1, right1, 16);
    v128.store(c2, right2, 16);
    v128.store(c3, right3, 16);
  }
  for (; row < rows; row++) {
    const target = c + <usize>row * cRow;
    let left = accumulate ? v128.load(target) : zero, right = accumulate ? v128.load(target, 16) : zero;
    let ak = a + <usize>row * aRow, bk = b;
    for (let k = depth; k > 0; k--) {
      const factor = v128.load_splat<T>(ak);
      left = addProduct<T>(factor, v128.load(bk), left);
      right = addProduct<T>(factor, v128.load(bk, 16), right);
      ak += aColumn;
      bk += bRow;
    }
    v128.store(target, left);
    v128.store(target, right, 16);
  }
}

/** Four columns of C. */
function multiplyFourColumns(
  rows: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, accumulate: bool,
): void {
  const zero = f32x4.splat(0);
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const c0 = c + <usize>row * cRow, c1 = c0 + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
    let sum0 = zero, sum1 = zero, sum2 = zero, sum3 = zero;
    if (accumulate) {
      sum0 = v128.load(c0);
      sum1 = v128.load(c1);
      sum2 = v128.load(c2);
      sum3 = v128.load(c3);
    }
    let bk = b, a0 = a + <usize>row * aRow, a1 = a0 + aRow, a2 = a1 + aRow, a3 = a2 + aRow;
    for (let k = depth; k > 0; k--) {
      const factors = v128.load(bk);
      sum0 = multiplyAdd(splat(a0), factors, sum0);
      sum1 = multiplyAdd(splat(a1), factors, sum1);
      sum2 = multiplyAdd(splat(a2), factors, sum2);
      sum3 = multiplyAdd(splat(a3), factors, sum3);
      bk += bRow;
      a0 += aColumn;
      a1 += aColumn;
      a2 += aColumn;
      a3 += aColumn;
    }
    v128.store(c0, sum0);
    v128.store(c1, sum1);
    v128.store(c2, sum2);
    v128.store(c3, sum3);
  }
  for (; row < rows; row++) {
    const target = c + <usize>row * cRow;
    let sum = accumulate ? v128.load(target) : zero;
    let ak = a + <usize>row * aRow, bk = b;
    for (let k = depth; k > 0; k--) {
      sum = multiplyAdd(splat(ak), v128.load(bk), sum);
      ak += aColumn;
      bk += bRow;
    }
    v128.store(target, sum);
  }
}

/** One column of C. */
function multiplyOneColumn(
  rows: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize, accumulate: bool,
): void {
  for (let row = 0; row < rows; row++) {
    const target = c + <usize>row * cRow;
    let sum: f32 = accumulate ? load<f32>(target) : 0;
    let ak = a + <usize>row * aRow, bk = b;
    for (let k = depth; k > 0; k--) {
      sum += load<f32>(ak) * load<f32>(bk);
      ak += aColumn;
      bk += bRow;
    }
    store<f32>(target, sum);
  }
}

/** A product small enough for the cache, or one whose caller has blocked it. */
export function multiplyTiles(
  rows: i32, columns: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize,
  accumulate: bool,
): void {
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    const offset = <usize>column << 2;
    multiplyTwoVectors<f32>(rows, depth, a, aRow, aColumn, b + offset, bRow, c + offset, cRow, accumulate);
  }
  for (; column + 4 <= columns; column += 4) {
    const offset = <usize>column << 2;
    multiplyFourColumns(rows, depth, a, aRow, aColumn, b + offset, bRow, c + offset, cRow, accumulate);
  }
  for (; column < columns; column++) {
    const offset = <usize>column << 2;
    multiplyOneColumn(rows, depth, a, aRow, aColumn, b + offset, bRow, c + offset, cRow, accumulate);
  }
}

/** A product of few rows and any depth. */
export function multiplyDeep(
  rows: i32, columns: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize,
  accumulate: bool,
): void {
  if (depth == 0 && !accumulate) multiplyTiles(rows, columns, 0, a, aRow, aColumn, b, bRow, c, cRow, false);
  for (let k = 0; k < depth; k += DEPTH_BLOCK) {
    const ak = a + <usize>k * aColumn, bk = b + <usize>k * bRow;
    multiplyTiles(rows, columns, min(DEPTH_BLOCK, depth - k), ak, aRow, aColumn, bk, bRow, c, cRow, accumulate || k > 0);
  }
}

/** A product of any size. */
export function multiplyMatrices(
  rows: i32, columns: i32, depth: i32, a: usize, aRow: usize, aColumn: usize, b: usize, bRow: usize, c: usize, cRow: usize,
  accumulate: bool,
): void {
  for (let row = 0; row < rows; row += ROW_BLOCK) {
    const ar = a + <usize>row * aRow, cr = c + <usize>row * cRow;
    multiplyDeep(min(ROW_BLOCK, rows - row), columns, depth, ar, aRow, aColumn, b, bRow, cr, cRow, accumulate);
  }
}
