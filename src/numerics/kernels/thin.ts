// Products and solutions with a few columns on the right, a vector's worth at a time: each number of the matrix is read once
// and multiplies one vector, so packing would only cost. Real and imaginary parts are apart, rows are contiguous and strides
// are in bytes; the columns are worked on in a strip, whose rows have the real parts and then the imaginary parts.

import { reciprocalIm, reciprocalRe } from './triangles';

/** Bytes of a row of a strip: two vectors. */
const STRIP = 32;
const MOST_COLUMNS = 4;

/** Whether so few columns are better done here. */
// @ts-ignore: decorator
@inline
export function isThin<T>(columns: i32): bool {
  return columns <= MOST_COLUMNS;
}

/** C += factor · A B for A rows × depth and B depth × columns; C shares no memory with A or B. */
export function multiplyThin<T>(
  rows: i32, columns: i32, depth: i32, aRe: usize, aIm: usize, aRow: usize, bRe: usize, bIm: usize, bRow: usize,
  cRe: usize, cIm: usize, cRow: usize, factor: T, work: usize,
): void {
  const sums = work, strip = work + STRIP, lanes = <i32>(16 / sizeof<T>());
  for (let column = 0; column < columns; column += lanes) {
    const width = min(lanes, columns - column), at = <usize>column * sizeof<T>();
    fillStrip<T>(depth, width, bRe + at, bIm + at, bRow, strip);
    for (let r = 0; r < rows; r++) {
      v128.store(sums, v128.splat<T>(<T>0));
      v128.store(sums, v128.splat<T>(<T>0), 16);
      subtractRow<T>(depth, aRe + <usize>r * aRow, aIm + <usize>r * aRow, strip, sums);
      for (let i = 0; i < width; i++) {
        const to = <usize>r * cRow + at + <usize>i * sizeof<T>(), from = sums + <usize>i * sizeof<T>();
        store<T>(cRe + to, load<T>(cRe + to) - factor * load<T>(from));
        store<T>(cIm + to, load<T>(cIm + to) - factor * load<T>(from, 16));
      }
    }
  }
}

/** B ← U⁻¹ L⁻¹ B, both triangles in one square matrix, the diagonal of L left out: it is 1. */
export function solveThin<T>(
  size: i32, columns: i32, re: usize, im: usize, row: usize, bRe: usize, bIm: usize, bRow: usize, work: usize,
): void {
  const lanes = <i32>(16 / sizeof<T>());
  for (let column = 0; column < columns; column += lanes) {
    const width = min(lanes, columns - column), at = <usize>column * sizeof<T>();
    fillStrip<T>(size, width, bRe + at, bIm + at, bRow, work);
    for (let r = 1; r < size; r++) subtractRow<T>(r, re + <usize>r * row, im + <usize>r * row, work, work + <usize>r * STRIP);
    for (let r = size - 1; r >= 0; r--) {
      const diagonal = <usize>r * row + <usize>r * sizeof<T>(), next = diagonal + sizeof<T>(), here = work + <usize>r * STRIP;
      subtractRow<T>(size - r - 1, re + next, im + next, here + STRIP, here);
      const pivotRe = load<T>(re + diagonal), pivotIm = load<T>(im + diagonal);
      const fr = v128.splat<T>(reciprocalRe<T>(pivotRe, pivotIm)), fi = v128.splat<T>(reciprocalIm<T>(pivotRe, pivotIm));
      const x = v128.load(here), y = v128.load(here, 16);
      v128.store(here, v128.sub<T>(v128.mul<T>(x, fr), v128.mul<T>(y, fi)));
      v128.store(here, v128.add<T>(v128.mul<T>(x, fi), v128.mul<T>(y, fr)), 16);
    }
    for (let r = 0; r < size; r++) {
      for (let i = 0; i < width; i++) {
        const to = <usize>r * bRow + at + <usize>i * sizeof<T>(), from = work + <usize>r * STRIP + <usize>i * sizeof<T>();
        store<T>(bRe + to, load<T>(from));
        store<T>(bIm + to, load<T>(from, 16));
      }
    }
  }
}

/** One row of a strip ← itself − the sum of `count` factors times as many rows of a strip. */
// @ts-ignore: decorator
@inline
function subtractRow<T>(count: i32, factorRe: usize, factorIm: usize, rows: usize, target: usize): void {
  const zero = v128.splat<T>(<T>0);
  let reRe = zero, imIm = zero, reIm = zero, imRe = zero;
  for (let k = count; k > 0; k--, factorRe += sizeof<T>(), factorIm += sizeof<T>(), rows += STRIP) {
    const fr = v128.load_splat<T>(factorRe), fi = v128.load_splat<T>(factorIm), x = v128.load(rows), y = v128.load(rows, 16);
    reRe = v128.add<T>(reRe, v128.mul<T>(fr, x));
    imIm = v128.add<T>(imIm, v128.mul<T>(fi, y));
    reIm = v128.add<T>(reIm, v128.mul<T>(fr, y));
    imRe = v128.add<T>(imRe, v128.mul<T>(fi, x));
  }
  v128.store(target, v128.sub<T>(v128.load(target), v128.sub<T>(reRe, imIm)));
  v128.store(target, v128.sub<T>(v128.load(target, 16), v128.add<T>(reIm, imRe)), 16);
}

/** A strip of so many columns of B, the rest of each vector zeros. */
function fillStrip<T>(rows: i32, columns: i32, bRe: usize, bIm: usize, bRow: usize, strip: usize): void {
  memory.fill(strip, 0, <usize>rows * STRIP);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < columns; i++) {
      const from = <usize>r * bRow + <usize>i * sizeof<T>(), to = strip + <usize>r * STRIP + <usize>i * sizeof<T>();
      store<T>(to, load<T>(bRe + from));
      store<T>(to, load<T>(bIm + from), 16);
    }
  }
}
