// P A = L U of complex matrices with partial pivoting: columns are halved until few (Toledo 1997), so that nearly all the
// work is matrix products. Real and imaginary parts are apart, rows are contiguous and strides are in bytes.

import { accumulateProduct } from './complex-product';
import { halfOf, reciprocalIm, reciprocalRe, solveLower } from './triangles';

/** Columns factorised one by one. */
const NARROW = 16;

/**
 * Factorises a size × size matrix in place; step i exchanged rows i and pivots[i] (32-bit numbers). A pivot that is exactly
 * zero is replaced by one of the size of rounding errors.
 */
export function factorise<T>(size: i32, re: usize, im: usize, row: usize, pivots: usize, work: usize): void {
  factoriseColumns<T>(size, 0, size, re, im, row, pivots, work);
}

/** Columns [from, to), whose rows above `from` are done, exchanging rows over these columns alone. */
function factoriseColumns<T>(size: i32, from: i32, to: i32, re: usize, im: usize, row: usize, pivots: usize, work: usize): void {
  if (to - from <= NARROW) {
    factoriseNarrow<T>(size, from, to, re, im, row, pivots, work);
    return;
  }
  const middle = from + halfOf(to - from);
  factoriseColumns<T>(size, from, middle, re, im, row, pivots, work);
  const fromRow = <usize>from * row, middleRow = <usize>middle * row;
  const fromColumn = <usize>from * sizeof<T>(), middleColumn = <usize>middle * sizeof<T>();
  exchangeRows<T>(from, middle, to - middle, re + middleColumn, im + middleColumn, row, pivots);
  const upper = fromRow + middleColumn, left = middleRow + fromColumn, right = middleRow + middleColumn;
  solveLower<T>(
    middle - from, to - middle, re + fromRow + fromColumn, im + fromRow + fromColumn, row, re + upper, im + upper, row, work,
  );
  accumulateProduct<T>(
    size - middle, to - middle, middle - from, re + left, im + left, row, re + upper, im + upper, row,
    re + right, im + right, row, <T>-1, work,
  );
  factoriseColumns<T>(size, middle, to, re, im, row, pivots, work);
  exchangeRows<T>(middle, to, middle - from, re + fromColumn, im + fromColumn, row, pivots);
}

/** Makes the exchanges of steps [from, to) in `columns` columns; re and im point at the first column of row 0. */
export function exchangeRows<T>(from: i32, to: i32, columns: i32, re: usize, im: usize, row: usize, pivots: usize): void {
  for (let step = from; step < to; step++) {
    const other = load<i32>(pivots + (<usize>step << 2));
    if (other == step) continue;
    exchange<T>(columns, re + <usize>step * row, re + <usize>other * row);
    exchange<T>(columns, im + <usize>step * row, im + <usize>other * row);
  }
}

function exchange<T>(count: i32, a: usize, b: usize): void {
  const lanes = <i32>(16 / sizeof<T>());
  for (; count >= lanes; count -= lanes, a += 16, b += 16) {
    const held = v128.load(a);
    v128.store(a, v128.load(b));
    v128.store(b, held);
  }
  for (; count > 0; count--, a += sizeof<T>(), b += sizeof<T>()) {
    const held = load<T>(a);
    store<T>(a, load<T>(b));
    store<T>(b, held);
  }
}

/** Factorises few columns in a copy that has each column without gaps. */
function factoriseNarrow<T>(size: i32, from: i32, to: i32, re: usize, im: usize, row: usize, pivots: usize, work: usize): void {
  const rows = size - from, width = to - from;
  // A vector's worth of zeros after each column lets the loops run past its end.
  const column = <usize>(rows * <i32>sizeof<T>() + 31) & ~15;
  const colRe = work, colIm = work + <usize>width * column;
  const start = <usize>from * row + <usize>from * sizeof<T>();
  memory.fill(work, 0, 2 * <usize>width * column);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < width; c++) {
      const source = start + <usize>r * row + <usize>c * sizeof<T>(), target = <usize>c * column + <usize>r * sizeof<T>();
      store<T>(colRe + target, load<T>(re + source));
      store<T>(colIm + target, load<T>(im + source));
    }
  }
  for (let k = 0; k < width; k++) {
    const ofK = <usize>k * column;
    const pivot = largestOf<T>(k, rows, colRe + ofK, colIm + ofK);
    store<i32>(pivots + (<usize>(from + k) << 2), from + pivot);
    const here = <usize>k * sizeof<T>(), there = <usize>pivot * sizeof<T>();
    if (pivot != k) {
      for (let c = 0; c < 2 * width; c++) {
        const held = load<T>(work + <usize>c * column + here);
        store<T>(work + <usize>c * column + here, load<T>(work + <usize>c * column + there));
        store<T>(work + <usize>c * column + there, held);
      }
    }
    if (load<T>(colRe + ofK + here) == 0 && load<T>(colIm + ofK + here) == 0) {
      store<T>(colRe + ofK + here, roundingOf<T>(size, re, im, row));
    }
    const pivotRe = load<T>(colRe + ofK + here), pivotIm = load<T>(colIm + ofK + here);
    const below = here + sizeof<T>(), count = rows - k - 1;
    const factorRe = reciprocalRe<T>(pivotRe, pivotIm), factorIm = reciprocalIm<T>(pivotRe, pivotIm);
    scaleColumn<T>(count, colRe + ofK + below, colIm + ofK + below, factorRe, factorIm);
    for (let c = k + 1; c < width; c++) {
      const ofC = <usize>c * column;
      subtractColumn<T>(
        count, colRe + ofC + below, colIm + ofC + below, colRe + ofK + below, colIm + ofK + below,
        load<T>(colRe + ofC + here), load<T>(colIm + ofC + here),
      );
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < width; c++) {
      const target = start + <usize>r * row + <usize>c * sizeof<T>(), source = <usize>c * column + <usize>r * sizeof<T>();
      store<T>(re + target, load<T>(colRe + source));
      store<T>(im + target, load<T>(colIm + source));
    }
  }
}

/** The place of the largest of the complex numbers [from, to). */
function largestOf<T>(from: i32, to: i32, re: usize, im: usize): i32 {
  let largest = <T>-1, place = from;
  for (let i = from; i < to; i++) {
    const x = load<T>(re + <usize>i * sizeof<T>()), y = load<T>(im + <usize>i * sizeof<T>());
    const size = x * x + y * y;
    if (size > largest) {
      largest = size;
      place = i;
    }
  }
  return place;
}

/** x ← factor · x */
function scaleColumn<T>(count: i32, re: usize, im: usize, factorRe: T, factorIm: T): void {
  const fr = v128.splat<T>(factorRe), fi = v128.splat<T>(factorIm), lanes = <i32>(16 / sizeof<T>());
  for (; count > 0; count -= lanes, re += 16, im += 16) {
    const x = v128.load(re), y = v128.load(im);
    v128.store(re, v128.sub<T>(v128.mul<T>(x, fr), v128.mul<T>(y, fi)));
    v128.store(im, v128.add<T>(v128.mul<T>(x, fi), v128.mul<T>(y, fr)));
  }
}

/** y ← y − factor · x */
function subtractColumn<T>(count: i32, yRe: usize, yIm: usize, xRe: usize, xIm: usize, factorRe: T, factorIm: T): void {
  const fr = v128.splat<T>(factorRe), fi = v128.splat<T>(factorIm), lanes = <i32>(16 / sizeof<T>());
  for (; count > 0; count -= lanes, yRe += 16, yIm += 16, xRe += 16, xIm += 16) {
    const x = v128.load(xRe), y = v128.load(xIm);
    v128.store(yRe, v128.add<T>(v128.sub<T>(v128.load(yRe), v128.mul<T>(x, fr)), v128.mul<T>(y, fi)));
    v128.store(yIm, v128.sub<T>(v128.sub<T>(v128.load(yIm), v128.mul<T>(x, fi)), v128.mul<T>(y, fr)));
  }
}

/** The rounding error of the matrix's largest number; of 1 where all are zero. */
function roundingOf<T>(size: i32, re: usize, im: usize, row: usize): T {
  let largest = <T>0;
  for (let r = 0; r < size; r++) {
    for (let c = 0; c < size; c++) {
      const at = <usize>r * row + <usize>c * sizeof<T>();
      largest = max<T>(largest, max<T>(abs<T>(load<T>(re + at)), abs<T>(load<T>(im + at))));
    }
  }
  const epsilon: f64 = sizeof<T>() == 4 ? f32.EPSILON : f64.EPSILON;
  return <T>(epsilon * (largest == 0 ? 1 : <f64>largest));
}
