import { block, type ComplexMatrix, copy, identity, transpose } from './matrix';
import { accumulateProduct } from './product';

/** P A = L U with partial pivoting: L (unit diagonal) and U share one matrix. */
export interface LuFactors {
  readonly matrix: ComplexMatrix;
  /** Step i exchanged rows i and pivots[i]. */
  readonly pivots: Int32Array;
}

/** Columns, or rows of a triangle, that are worked through one by one; larger ones are halved and become products. */
const narrow = 8;

/**
 * Factorises a square matrix in place (Toledo 1997, recursive, so that nearly all the work is matrix products).
 * A pivot that is exactly zero is replaced by one of the size of rounding errors, so a singular matrix gives finite, very
 * large solutions: what a half-wave film at its resonance needs.
 */
export function factorise(matrix: ComplexMatrix): LuFactors {
  const pivots = new Int32Array(matrix.rows);
  factoriseColumns(matrix, 0, matrix.columns, pivots, Number.EPSILON * (largestElement(matrix) || 1));
  return { matrix, pivots };
}

/** Solves A X = B in place: B becomes X. */
export function solveInPlace({ matrix, pivots }: LuFactors, b: ComplexMatrix): ComplexMatrix {
  for (let row = 0; row < pivots.length; row++) exchangeRows(b, row, pivots[row]);
  solveLower(matrix, b);
  solveUpper(matrix, b);
  return b;
}

/** X of A X = B. */
export function solve(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return solveInPlace(factorise(copy(a)), copy(b));
}

/** X of X A = B. */
export function solveFromRight(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return transpose(solveInPlace(factorise(transpose(a)), transpose(b)));
}

/** The inverse. */
export function invert(a: ComplexMatrix): ComplexMatrix {
  return solveInPlace(factorise(copy(a)), identity(a.rows));
}

/** Factorises columns [from, to), whose rows above `from` are done, exchanging rows over these columns alone. */
function factoriseColumns(a: ComplexMatrix, from: number, to: number, pivots: Int32Array, smallest: number): void {
  if (to - from <= narrow) {
    factoriseNarrow(a, from, to, pivots, smallest);
    return;
  }
  const middle = (from + to) >> 1;
  factoriseColumns(a, from, middle, pivots, smallest);
  const right = block(a, 0, middle, a.rows, to - middle);
  for (let row = from; row < middle; row++) exchangeRows(right, row, pivots[row]);
  const upper = block(a, from, middle, middle - from, to - middle);
  solveLower(block(a, from, from, middle - from, middle - from), upper);
  const below = a.rows - middle;
  accumulateProduct(block(a, middle, middle, below, to - middle), block(a, middle, from, below, middle - from), upper, -1);
  factoriseColumns(a, middle, to, pivots, smallest);
  const left = block(a, 0, from, a.rows, middle - from);
  for (let row = middle; row < to; row++) exchangeRows(left, row, pivots[row]);
}

function factoriseNarrow(a: ComplexMatrix, from: number, to: number, pivots: Int32Array, smallest: number): void {
  const { re, im, offset, stride, rows } = a;
  const panel = block(a, 0, from, rows, to - from);
  for (let k = from; k < to; k++) {
    let pivot = k;
    let size = -1;
    for (let row = k, i = offset + k * stride + k; row < rows; row++, i += stride) {
      const candidate = re[i] * re[i] + im[i] * im[i];
      if (candidate > size) {
        size = candidate;
        pivot = row;
      }
    }
    pivots[k] = pivot;
    exchangeRows(panel, k, pivot);
    const diagonal = offset + k * stride + k;
    if (re[diagonal] === 0 && im[diagonal] === 0) re[diagonal] = smallest;
    const [pivotRe, pivotIm] = reciprocal(re[diagonal], im[diagonal]);
    for (let row = k + 1; row < rows; row++) {
      const i = offset + row * stride + k;
      const factorRe = re[i] * pivotRe - im[i] * pivotIm;
      const factorIm = re[i] * pivotIm + im[i] * pivotRe;
      re[i] = factorRe;
      im[i] = factorIm;
      subtractRow(a, row, k, k + 1, to, factorRe, factorIm);
    }
  }
}

/** B ← L⁻¹ B for the unit lower triangle of a square matrix. */
function solveLower(l: ComplexMatrix, b: ComplexMatrix): void {
  const size = l.rows;
  if (size > narrow) {
    const half = size >> 1;
    const upper = block(b, 0, 0, half, b.columns);
    const lower = block(b, half, 0, size - half, b.columns);
    solveLower(block(l, 0, 0, half, half), upper);
    accumulateProduct(lower, block(l, half, 0, size - half, half), upper, -1);
    solveLower(block(l, half, half, size - half, size - half), lower);
    return;
  }
  for (let row = 1; row < size; row++) {
    for (let k = 0; k < row; k++) {
      const i = l.offset + row * l.stride + k;
      subtractRow(b, row, k, 0, b.columns, l.re[i], l.im[i]);
    }
  }
}

/** B ← U⁻¹ B for the upper triangle of a square matrix. */
function solveUpper(u: ComplexMatrix, b: ComplexMatrix): void {
  const size = u.rows;
  if (size > narrow) {
    const half = size >> 1;
    const upper = block(b, 0, 0, half, b.columns);
    const lower = block(b, half, 0, size - half, b.columns);
    solveUpper(block(u, half, half, size - half, size - half), lower);
    accumulateProduct(upper, block(u, 0, half, half, size - half), lower, -1);
    solveUpper(block(u, 0, 0, half, half), upper);
    return;
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let k = row + 1; k < size; k++) {
      const i = u.offset + row * u.stride + k;
      subtractRow(b, row, k, 0, b.columns, u.re[i], u.im[i]);
    }
    const diagonal = u.offset + row * u.stride + row;
    const [pivotRe, pivotIm] = reciprocal(u.re[diagonal], u.im[diagonal]);
    let i = b.offset + row * b.stride;
    for (const end = i + b.columns; i < end; i++) {
      const re = b.re[i];
      b.re[i] = re * pivotRe - b.im[i] * pivotIm;
      b.im[i] = re * pivotIm + b.im[i] * pivotRe;
    }
  }
}

/** Subtracts a complex factor times row `from` from row `to`, in columns [first, end). */
function subtractRow(
  { re, im, offset, stride }: ComplexMatrix,
  to: number,
  from: number,
  first: number,
  end: number,
  factorRe: number,
  factorIm: number,
): void {
  let i = offset + to * stride + first;
  let j = offset + from * stride + first;
  for (const last = offset + to * stride + end; i < last; i++, j++) {
    re[i] -= factorRe * re[j] - factorIm * im[j];
    im[i] -= factorRe * im[j] + factorIm * re[j];
  }
}

function exchangeRows({ re, im, offset, stride, columns }: ComplexMatrix, a: number, b: number): void {
  if (a === b) return;
  for (let i = offset + a * stride, j = offset + b * stride, end = i + columns; i < end; i++, j++) {
    const [heldRe, heldIm] = [re[i], im[i]];
    re[i] = re[j];
    im[i] = im[j];
    re[j] = heldRe;
    im[j] = heldIm;
  }
}

/** 1 / (re + i im), scaled so that neither very small nor very large numbers over- or underflow (Smith 1962). */
function reciprocal(re: number, im: number): [re: number, im: number] {
  if (Math.abs(re) >= Math.abs(im)) {
    const ratio = im / re;
    const scale = 1 / (re + im * ratio);
    return [scale, -ratio * scale];
  }
  const ratio = re / im;
  const scale = 1 / (re * ratio + im);
  return [ratio * scale, -scale];
}

function largestElement({ rows, columns, re, im, offset, stride }: ComplexMatrix): number {
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = offset + row * stride, end = i + columns; i < end; i++) {
      largest = Math.max(largest, Math.abs(re[i]), Math.abs(im[i]));
    }
  }
  return largest;
}
