// Solutions with a triangle of a complex matrix, B ← L⁻¹ B and B ← U⁻¹ B: halved until small, so that nearly all the work
// is matrix products. Real and imaginary parts are apart, rows are contiguous and strides are in bytes.

import { accumulateProduct } from './complex-product';

/** Triangles of up to so many rows are worked through row by row. */
const NARROW = 32;
/** Bytes of a strip of columns: four vectors, whose real and imaginary sums stay in registers. */
const STRIP = 64;

/** B ← L⁻¹ B for the unit lower triangle of a square matrix, B size × columns. */
export function solveLower<T>(
  size: i32, columns: i32, re: usize, im: usize, row: usize, bRe: usize, bIm: usize, bRow: usize, work: usize,
): void {
  if (size <= NARROW) {
    solveNarrow<T>(true, size, columns, re, im, row, bRe, bIm, bRow, work);
    return;
  }
  const half = halfOf(size), rest = size - half;
  const down = <usize>half * row, across = <usize>half * sizeof<T>(), below = <usize>half * bRow;
  solveLower<T>(half, columns, re, im, row, bRe, bIm, bRow, work);
  accumulateProduct<T>(
    rest, columns, half, re + down, im + down, row, bRe, bIm, bRow, bRe + below, bIm + below, bRow, <T>-1, work,
  );
  solveLower<T>(rest, columns, re + down + across, im + down + across, row, bRe + below, bIm + below, bRow, work);
}

/** B ← U⁻¹ B for the upper triangle of a square matrix, B size × columns. */
export function solveUpper<T>(
  size: i32, columns: i32, re: usize, im: usize, row: usize, bRe: usize, bIm: usize, bRow: usize, work: usize,
): void {
  if (size <= NARROW) {
    solveNarrow<T>(false, size, columns, re, im, row, bRe, bIm, bRow, work);
    return;
  }
  const half = halfOf(size), rest = size - half;
  const down = <usize>half * row, across = <usize>half * sizeof<T>(), below = <usize>half * bRow;
  solveUpper<T>(rest, columns, re + down + across, im + down + across, row, bRe + below, bIm + below, bRow, work);
  accumulateProduct<T>(
    half, columns, rest, re + across, im + across, row, bRe + below, bIm + below, bRow, bRe, bIm, bRow, <T>-1, work,
  );
  solveUpper<T>(half, columns, re, im, row, bRe, bIm, bRow, work);
}

/** About half, a multiple of the rows of a product's tile. */
// @ts-ignore: decorator
@inline
export function halfOf(size: i32): i32 {
  return ((size >> 1) + 3) & ~3;
}

function solveNarrow<T>(
  lower: bool, size: i32, columns: i32, re: usize, im: usize, row: usize, bRe: usize, bIm: usize, bRow: usize, work: usize,
): void {
  const stripColumns = <i32>(STRIP / sizeof<T>());
  let column = 0;
  for (; column + stripColumns <= columns; column += stripColumns) {
    const at = <usize>column * sizeof<T>();
    solveStrip<T>(lower, size, re, im, row, bRe + at, bIm + at, bRow);
  }
  const rest = columns - column;
  if (rest == 0) return;
  // The last columns are worked on in a strip of their own, of which they fill a part.
  const stripRe = work, stripIm = work + <usize>size * STRIP, bytes = <usize>rest * sizeof<T>();
  const at = <usize>column * sizeof<T>();
  memory.fill(stripRe, 0, 2 * <usize>size * STRIP);
  for (let r: usize = 0; r < <usize>size; r++) {
    memory.copy(stripRe + r * STRIP, bRe + r * bRow + at, bytes);
    memory.copy(stripIm + r * STRIP, bIm + r * bRow + at, bytes);
  }
  solveStrip<T>(lower, size, re, im, row, stripRe, stripIm, STRIP);
  for (let r: usize = 0; r < <usize>size; r++) {
    memory.copy(bRe + r * bRow + at, stripRe + r * STRIP, bytes);
    memory.copy(bIm + r * bRow + at, stripIm + r * STRIP, bytes);
  }
}

/** One strip of columns, row by row from the top (lower, unit diagonal) or from the bottom (upper). */
function solveStrip<T>(lower: bool, size: i32, re: usize, im: usize, row: usize, bRe: usize, bIm: usize, bRow: usize): void {
  for (let step = 0; step < size; step++) {
    const r = lower ? step : size - 1 - step;
    const toRe = bRe + <usize>r * bRow, toIm = bIm + <usize>r * bRow;
    let re0 = v128.load(toRe), re1 = v128.load(toRe, 16), re2 = v128.load(toRe, 32), re3 = v128.load(toRe, 48);
    let im0 = v128.load(toIm), im1 = v128.load(toIm, 16), im2 = v128.load(toIm, 32), im3 = v128.load(toIm, 48);
    const first = lower ? 0 : r + 1;
    let factorRe = re + <usize>r * row + <usize>first * sizeof<T>(), factorIm = im + <usize>r * row + <usize>first * sizeof<T>();
    let xRe = bRe + <usize>first * bRow, xIm = bIm + <usize>first * bRow;
    for (let k = step; k > 0; k--) {
      const fr = v128.load_splat<T>(factorRe), fi = v128.load_splat<T>(factorIm);
      let xr = v128.load(xRe), xi = v128.load(xIm);
      re0 = v128.add<T>(v128.sub<T>(re0, v128.mul<T>(fr, xr)), v128.mul<T>(fi, xi));
      im0 = v128.sub<T>(v128.sub<T>(im0, v128.mul<T>(fr, xi)), v128.mul<T>(fi, xr));
      xr = v128.load(xRe, 16);
      xi = v128.load(xIm, 16);
      re1 = v128.add<T>(v128.sub<T>(re1, v128.mul<T>(fr, xr)), v128.mul<T>(fi, xi));
      im1 = v128.sub<T>(v128.sub<T>(im1, v128.mul<T>(fr, xi)), v128.mul<T>(fi, xr));
      xr = v128.load(xRe, 32);
      xi = v128.load(xIm, 32);
      re2 = v128.add<T>(v128.sub<T>(re2, v128.mul<T>(fr, xr)), v128.mul<T>(fi, xi));
      im2 = v128.sub<T>(v128.sub<T>(im2, v128.mul<T>(fr, xi)), v128.mul<T>(fi, xr));
      xr = v128.load(xRe, 48);
      xi = v128.load(xIm, 48);
      re3 = v128.add<T>(v128.sub<T>(re3, v128.mul<T>(fr, xr)), v128.mul<T>(fi, xi));
      im3 = v128.sub<T>(v128.sub<T>(im3, v128.mul<T>(fr, xi)), v128.mul<T>(fi, xr));
      factorRe += sizeof<T>();
      factorIm += sizeof<T>();
      xRe += bRow;
      xIm += bRow;
    }
    if (!lower) {
      const diagonal = <usize>r * row + <usize>r * sizeof<T>();
      const pivotRe = load<T>(re + diagonal), pivotIm = load<T>(im + diagonal);
      const fr = v128.splat<T>(reciprocalRe<T>(pivotRe, pivotIm)), fi = v128.splat<T>(reciprocalIm<T>(pivotRe, pivotIm));
      let held = re0;
      re0 = v128.sub<T>(v128.mul<T>(held, fr), v128.mul<T>(im0, fi));
      im0 = v128.add<T>(v128.mul<T>(held, fi), v128.mul<T>(im0, fr));
      held = re1;
      re1 = v128.sub<T>(v128.mul<T>(held, fr), v128.mul<T>(im1, fi));
      im1 = v128.add<T>(v128.mul<T>(held, fi), v128.mul<T>(im1, fr));
      held = re2;
      re2 = v128.sub<T>(v128.mul<T>(held, fr), v128.mul<T>(im2, fi));
      im2 = v128.add<T>(v128.mul<T>(held, fi), v128.mul<T>(im2, fr));
      held = re3;
      re3 = v128.sub<T>(v128.mul<T>(held, fr), v128.mul<T>(im3, fi));
      im3 = v128.add<T>(v128.mul<T>(held, fi), v128.mul<T>(im3, fr));
    }
    v128.store(toRe, re0);
    v128.store(toRe, re1, 16);
    v128.store(toRe, re2, 32);
    v128.store(toRe, re3, 48);
    v128.store(toIm, im0);
    v128.store(toIm, im1, 16);
    v128.store(toIm, im2, 32);
    v128.store(toIm, im3, 48);
  }
}

/** The real part of 1 / (re + i im), scaled so that neither very small nor very large numbers over- or underflow (Smith 1962). */
export function reciprocalRe<T>(re: T, im: T): T {
  if (abs<T>(re) >= abs<T>(im)) return <T>1 / (re + im * (im / re));
  const ratio = re / im;
  return ratio / (re * ratio + im);
}

/** The imaginary part of 1 / (re + i im). */
export function reciprocalIm<T>(re: T, im: T): T {
  if (abs<T>(re) >= abs<T>(im)) {
    const ratio = im / re;
    return -ratio / (re + im * ratio);
  }
  return <T>-1 / (re * (re / im) + im);
}
