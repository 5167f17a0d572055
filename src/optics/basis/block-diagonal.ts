import { inFrame, kernelsFor, type Precision } from '../../numerics/arena';
import { block, type ComplexMatrix, combineRows, place, reserve } from '../../numerics/matrix';
import type { ComplexVector } from './fourier';

/** A symmetric 2 × 2 block for each diffraction order: what a uniform half-space does to (Ex, Ey). */
export interface BlockDiagonalMatrix {
  readonly xx: ComplexVector;
  readonly xy: ComplexVector;
  readonly yy: ComplexVector;
}

/** Zero for each order. */
export function zeroBlockDiagonal(harmonics: number): BlockDiagonalMatrix {
  const vector = () => ({ re: new Float64Array(harmonics), im: new Float64Array(harmonics) });
  return { xx: vector(), xy: vector(), yy: vector() };
}

/** a · A + b · B, block by block, both factors real. */
export function combineBlockDiagonal(
  a: number,
  first: BlockDiagonalMatrix,
  b: number,
  second: BlockDiagonalMatrix,
): BlockDiagonalMatrix {
  const part = (x: Float64Array, y: Float64Array) => x.map((value, i) => a * value + b * y[i]);
  const sum = (x: ComplexVector, y: ComplexVector) => ({ re: part(x.re, y.re), im: part(x.im, y.im) });
  return { xx: sum(first.xx, second.xx), xy: sum(first.xy, second.xy), yy: sum(first.yy, second.yy) };
}

/** out ← Y M: M has the x parts of all orders in its upper half of rows and the y parts in its lower half. */
export function applyBlockDiagonal({ xx, xy, yy }: BlockDiagonalMatrix, matrix: ComplexMatrix, out: ComplexMatrix): void {
  const harmonics = xx.re.length;
  for (let x = 0; x < harmonics; x++) {
    const y = x + harmonics;
    combineRows(out, x, xx.re[x], xx.im[x], matrix, x, xy.re[x], xy.im[x], matrix, y);
    combineRows(out, y, xy.re[x], xy.im[x], matrix, x, yy.re[x], yy.im[x], matrix, y);
  }
}

/** out ← M Y: M has the x parts of all orders in its left half of columns and the y parts in its right half. */
export function applyBlockDiagonalFromRight(
  matrix: ComplexMatrix,
  { xx, xy, yy }: BlockDiagonalMatrix,
  out: ComplexMatrix,
): void {
  const { rows, precision } = matrix;
  const harmonics = xx.re.length;
  const side = (of: ComplexMatrix, half: 0 | 1) => place(block(of, 0, half * harmonics, rows, harmonics));
  inFrame(() => {
    const [a, b, c] = [xx, xy, yy].map((vector) => placeVector(vector, precision));
    const { combineColumns } = kernelsFor(precision);
    const [x, y] = [side(matrix, 0), side(matrix, 1)];
    combineColumns(rows, harmonics, ...side(out, 0), ...a, ...x, ...b, ...y);
    combineColumns(rows, harmonics, ...side(out, 1), ...b, ...x, ...c, ...y);
  });
}

/** Where a copy of a vector in the arena lies. */
function placeVector({ re, im }: ComplexVector, precision: Precision): [re: number, im: number] {
  const copied = reserve(1, re.length, precision);
  copied.re.set(re);
  copied.im.set(im);
  return [copied.re.byteOffset, copied.im.byteOffset];
}

/** Adds Y to a 2N × 2N matrix. */
export function addBlockDiagonal(matrix: ComplexMatrix, { xx, xy, yy }: BlockDiagonalMatrix): void {
  const harmonics = xx.re.length;
  for (let order = 0; order < harmonics; order++) {
    const top = matrix.offset + order * matrix.stride + order;
    const bottom = top + harmonics * matrix.stride;
    for (const part of ['re', 'im'] as const) {
      matrix[part][top] += xx[part][order];
      matrix[part][top + harmonics] += xy[part][order];
      matrix[part][bottom] += xy[part][order];
      matrix[part][bottom + harmonics] += yy[part][order];
    }
  }
}
