import { kernelsFor, type Precision, takeNumbers } from './arena';

/**
 * A complex matrix, or a rectangular part of one, in the arena: element (r, c) lies at `offset + r * stride + c` of both
 * arrays. Real and imaginary parts are kept apart, as the kernels want them. Matrices that are worked on together have one
 * precision, but for `assign`.
 */
export interface ComplexMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly precision: Precision;
  readonly re: Float32Array | Float64Array;
  readonly im: Float32Array | Float64Array;
  readonly offset: number;
  readonly stride: number;
}

/** A matrix whose elements are whatever was there before. */
export function reserve(rows: number, columns: number, precision: Precision = 'f64'): ComplexMatrix {
  const size = rows * columns;
  const re = takeNumbers(size, precision);
  return { rows, columns, precision, re, im: takeNumbers(size, precision), offset: 0, stride: columns };
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number, precision: Precision = 'f64'): ComplexMatrix {
  const matrix = reserve(rows, columns, precision);
  matrix.re.fill(0);
  matrix.im.fill(0);
  return matrix;
}

/** The identity of that size. */
export function identity(size: number, precision: Precision = 'f64'): ComplexMatrix {
  const matrix = zeros(size, size, precision);
  for (let i = 0; i < size; i++) matrix.re[i * size + i] = 1;
  return matrix;
}

/** The part of `rows` × `columns` elements that begins at (row, column), sharing the matrix's memory. */
export function block(matrix: ComplexMatrix, row: number, column: number, rows: number, columns: number): ComplexMatrix {
  const { precision, re, im, stride } = matrix;
  return { rows, columns, precision, re, im, offset: matrix.offset + row * stride + column, stride };
}

/** Where the first element lies in memory, and the bytes from row to row: what a kernel is told of a matrix. */
export function place({ re, im, offset, stride }: ComplexMatrix): [re: number, im: number, row: number] {
  const bytes = re.BYTES_PER_ELEMENT;
  return [re.byteOffset + offset * bytes, im.byteOffset + offset * bytes, stride * bytes];
}

/** Writes `source` over `target`, which has the same shape and may have the other precision. */
export function assign(target: ComplexMatrix, source: ComplexMatrix): void {
  const { columns } = source;
  if (source.stride === columns && target.stride === columns) {
    const size = source.rows * columns;
    target.re.set(source.re.subarray(source.offset, source.offset + size), target.offset);
    target.im.set(source.im.subarray(source.offset, source.offset + size), target.offset);
    return;
  }
  for (let row = 0; row < source.rows; row++) {
    const from = source.offset + row * source.stride;
    const to = target.offset + row * target.stride;
    target.re.set(source.re.subarray(from, from + columns), to);
    target.im.set(source.im.subarray(from, from + columns), to);
  }
}

/** A copy with memory of its own. */
export function copy(source: ComplexMatrix, precision = source.precision): ComplexMatrix {
  const target = reserve(source.rows, source.columns, precision);
  assign(target, source);
  return target;
}

/** The transpose (not conjugated), in `target` or with memory of its own. */
export function transpose(source: ComplexMatrix, target?: ComplexMatrix): ComplexMatrix {
  const { rows, columns, precision } = source;
  target ??= reserve(columns, rows, precision);
  const [re, im, row] = place(source);
  const [toRe, toIm, toRow] = place(target);
  const { transposePart } = kernelsFor(precision);
  transposePart(rows, columns, re, row, toRe, toRow);
  transposePart(rows, columns, im, row, toIm, toRow);
  return target;
}

/** target ← scale · target + factor · source, element by element; both factors real. */
export function combine(target: ComplexMatrix, scale: number, source: ComplexMatrix, factor: number): void {
  combineComplex(target, [scale, 0], target, [factor, 0], source);
}

/** target ← factor · source, element by element, factor real; whatever was in the target before. */
export function assignScaled(target: ComplexMatrix, factor: number, source: ComplexMatrix): void {
  combineComplex(target, [factor, 0], source, [0, 0], source);
}

/** out ← α x + β y, element by element, α and β complex; out may be x or y. */
export function combineComplex(
  out: ComplexMatrix,
  alpha: readonly [re: number, im: number],
  x: ComplexMatrix,
  beta: readonly [re: number, im: number],
  y: ComplexMatrix,
): void {
  const { combine: kernel } = kernelsFor(out.precision);
  kernel(out.rows, out.columns, ...place(out), ...alpha, ...place(x), ...beta, ...place(y));
}

/** Row `row` of out ← α · row `rowX` of x + β · row `rowY` of y, α and β complex; out may be x or y. */
export function combineRows(
  out: ComplexMatrix,
  row: number,
  alphaRe: number,
  alphaIm: number,
  x: ComplexMatrix,
  rowX: number,
  betaRe: number,
  betaIm: number,
  y: ComplexMatrix,
  rowY: number,
): void {
  if (out.columns <= fewColumns) {
    combineFew(out, row, alphaRe, alphaIm, x, rowX, betaRe, betaIm, y, rowY);
    return;
  }
  const bytes = out.re.BYTES_PER_ELEMENT;
  const toOut = (out.offset + row * out.stride) * bytes;
  const toX = (x.offset + rowX * x.stride) * bytes;
  const toY = (y.offset + rowY * y.stride) * bytes;
  const { combine: kernel } = kernelsFor(out.precision);
  const [outRe, outIm] = [out.re.byteOffset + toOut, out.im.byteOffset + toOut];
  const [xRe, xIm] = [x.re.byteOffset + toX, x.im.byteOffset + toX];
  const [yRe, yIm] = [y.re.byteOffset + toY, y.im.byteOffset + toY];
  kernel(1, out.columns, outRe, outIm, 0, alphaRe, alphaIm, xRe, xIm, 0, betaRe, betaIm, yRe, yIm, 0);
}

/** So few numbers are not worth the call of a kernel. */
const fewColumns = 8;

function combineFew(...[out, row, alphaRe, alphaIm, x, rowX, betaRe, betaIm, y, rowY]: Parameters<typeof combineRows>): void {
  let [i, j] = [x.offset + rowX * x.stride, y.offset + rowY * y.stride];
  const first = out.offset + row * out.stride;
  for (let to = first; to < first + out.columns; to++, i++, j++) {
    const [xr, xi, yr, yi] = [x.re[i], x.im[i], y.re[j], y.im[j]];
    out.re[to] = alphaRe * xr - alphaIm * xi + betaRe * yr - betaIm * yi;
    out.im[to] = alphaRe * xi + alphaIm * xr + betaRe * yi + betaIm * yr;
  }
}

/** matrix ← factor · matrix, factor real. */
export function scale(matrix: ComplexMatrix, factor: number): void {
  combine(matrix, factor, matrix, 0);
}

/** Adds a real number to every element of the main diagonal. */
export function addToDiagonal(matrix: ComplexMatrix, value: number): void {
  for (let i = 0; i < matrix.rows; i++) matrix.re[matrix.offset + i * (matrix.stride + 1)] += value;
}

/** target ← target + i · factor · source, factor real. */
export function addImaginary(target: ComplexMatrix, source: ComplexMatrix, factor: number): void {
  combineComplex(target, [1, 0], target, [0, factor], source);
}
