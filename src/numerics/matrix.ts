/**
 * A complex matrix, or a rectangular part of one: element (r, c) lies at `offset + r * stride + c` of both arrays.
 * Real and imaginary parts are kept apart, as the products want them.
 */
export interface ComplexMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): ComplexMatrix {
  const size = rows * columns;
  return { rows, columns, re: new Float64Array(size), im: new Float64Array(size), offset: 0, stride: columns };
}

/** The identity of that size. */
export function identity(size: number): ComplexMatrix {
  const matrix = zeros(size, size);
  for (let i = 0; i < size; i++) matrix.re[i * size + i] = 1;
  return matrix;
}

/** The part of `rows` × `columns` elements that begins at (row, column), sharing the matrix's memory. */
export function block(matrix: ComplexMatrix, row: number, column: number, rows: number, columns: number): ComplexMatrix {
  const { re, im, stride } = matrix;
  return { rows, columns, re, im, offset: matrix.offset + row * stride + column, stride };
}

/** Writes `source` over `target`, which has the same shape. */
export function assign(target: ComplexMatrix, source: ComplexMatrix): void {
  const { columns } = source;
  for (let row = 0; row < source.rows; row++) {
    const from = source.offset + row * source.stride;
    const to = target.offset + row * target.stride;
    target.re.set(source.re.subarray(from, from + columns), to);
    target.im.set(source.im.subarray(from, from + columns), to);
  }
}

/** A copy with memory of its own. */
export function copy(source: ComplexMatrix): ComplexMatrix {
  const target = zeros(source.rows, source.columns);
  assign(target, source);
  return target;
}

/** The transpose (not conjugated), with memory of its own. */
export function transpose(source: ComplexMatrix): ComplexMatrix {
  const target = zeros(source.columns, source.rows);
  for (let row = 0; row < source.rows; row++) {
    for (let column = 0, from = source.offset + row * source.stride; column < source.columns; column++, from++) {
      const to = column * source.rows + row;
      target.re[to] = source.re[from];
      target.im[to] = source.im[from];
    }
  }
  return target;
}

/** target ← scale · target + factor · source, element by element; both factors real. */
export function combine(target: ComplexMatrix, scale: number, source: ComplexMatrix, factor: number): void {
  for (let row = 0; row < target.rows; row++) {
    let to = target.offset + row * target.stride;
    let from = source.offset + row * source.stride;
    for (const end = to + target.columns; to < end; to++, from++) {
      target.re[to] = scale * target.re[to] + factor * source.re[from];
      target.im[to] = scale * target.im[to] + factor * source.im[from];
    }
  }
}

/** matrix ← factor · matrix, factor real. */
export function scale(matrix: ComplexMatrix, factor: number): void {
  for (let row = 0; row < matrix.rows; row++) {
    let i = matrix.offset + row * matrix.stride;
    for (const end = i + matrix.columns; i < end; i++) {
      matrix.re[i] *= factor;
      matrix.im[i] *= factor;
    }
  }
}

/** Adds a real number to every element of the main diagonal. */
export function addToDiagonal(matrix: ComplexMatrix, value: number): void {
  for (let i = 0; i < matrix.rows; i++) matrix.re[matrix.offset + i * (matrix.stride + 1)] += value;
}

/** target ← target + i · factor · source, factor real. */
export function addImaginary(target: ComplexMatrix, source: ComplexMatrix, factor: number): void {
  for (let row = 0; row < target.rows; row++) {
    let to = target.offset + row * target.stride;
    let from = source.offset + row * source.stride;
    for (const end = to + target.columns; to < end; to++, from++) {
      target.re[to] -= factor * source.im[from];
      target.im[to] += factor * source.re[from];
    }
  }
}
