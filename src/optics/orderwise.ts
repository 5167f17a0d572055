import { type ComplexMatrix, zeros } from '../numerics/matrix';
import type { ComplexVector } from './fourier';

/** A 2 × 2 matrix for each order, symmetric: what a uniform half-space does to (Ex, Ey). */
export interface OrderwiseMatrix {
  readonly xx: ComplexVector;
  readonly xy: ComplexVector;
  readonly yy: ComplexVector;
}

/** Zero for each order. */
export function emptyOrderwise(count: number): OrderwiseMatrix {
  const vector = () => ({ re: new Float64Array(count), im: new Float64Array(count) });
  return { xx: vector(), xy: vector(), yy: vector() };
}

/** a · A + b · B, order by order, both factors real. */
export function combineOrderwise(a: number, first: OrderwiseMatrix, b: number, second: OrderwiseMatrix): OrderwiseMatrix {
  const part = (x: Float64Array, y: Float64Array) => x.map((value, i) => a * value + b * y[i]);
  const sum = (x: ComplexVector, y: ComplexVector) => ({ re: part(x.re, y.re), im: part(x.im, y.im) });
  return { xx: sum(first.xx, second.xx), xy: sum(first.xy, second.xy), yy: sum(first.yy, second.yy) };
}

/** Y M: M has the x parts of all orders in its upper half of rows and the y parts in its lower half. */
export function applyOrderwise({ xx, xy, yy }: OrderwiseMatrix, matrix: ComplexMatrix): ComplexMatrix {
  const { re, im, columns, offset, stride } = matrix;
  const count = xx.re.length;
  const out = zeros(matrix.rows, columns);
  for (let order = 0; order < count; order++) {
    const [a, b, c] = [
      [xx.re[order], xx.im[order]],
      [xy.re[order], xy.im[order]],
      [yy.re[order], yy.im[order]],
    ];
    let x = offset + order * stride;
    let y = x + count * stride;
    let to = order * columns;
    for (const end = x + columns; x < end; x++, y++, to++) {
      const below = to + count * columns;
      out.re[to] = a[0] * re[x] - a[1] * im[x] + b[0] * re[y] - b[1] * im[y];
      out.im[to] = a[0] * im[x] + a[1] * re[x] + b[0] * im[y] + b[1] * re[y];
      out.re[below] = b[0] * re[x] - b[1] * im[x] + c[0] * re[y] - c[1] * im[y];
      out.im[below] = b[0] * im[x] + b[1] * re[x] + c[0] * im[y] + c[1] * re[y];
    }
  }
  return out;
}

/** M Y: M has the x parts of all orders in its left half of columns and the y parts in its right half. */
export function applyOrderwiseFromRight(matrix: ComplexMatrix, { xx, xy, yy }: OrderwiseMatrix): ComplexMatrix {
  const { re, im, rows, columns, offset, stride } = matrix;
  const count = xx.re.length;
  const out = zeros(rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let order = 0; order < count; order++) {
      const x = offset + row * stride + order;
      const y = x + count;
      const to = row * columns + order;
      const right = to + count;
      out.re[to] = re[x] * xx.re[order] - im[x] * xx.im[order] + re[y] * xy.re[order] - im[y] * xy.im[order];
      out.im[to] = re[x] * xx.im[order] + im[x] * xx.re[order] + re[y] * xy.im[order] + im[y] * xy.re[order];
      out.re[right] = re[x] * xy.re[order] - im[x] * xy.im[order] + re[y] * yy.re[order] - im[y] * yy.im[order];
      out.im[right] = re[x] * xy.im[order] + im[x] * xy.re[order] + re[y] * yy.im[order] + im[y] * yy.re[order];
    }
  }
  return out;
}

/** Adds Y to a square matrix of 2 orders × 2 orders. */
export function addOrderwise(matrix: ComplexMatrix, { xx, xy, yy }: OrderwiseMatrix): void {
  const count = xx.re.length;
  for (let order = 0; order < count; order++) {
    const top = matrix.offset + order * matrix.stride + order;
    const bottom = top + count * matrix.stride;
    for (const part of ['re', 'im'] as const) {
      matrix[part][top] += xx[part][order];
      matrix[part][top + count] += xy[part][order];
      matrix[part][bottom] += xy[part][order];
      matrix[part][bottom + count] += yy[part][order];
    }
  }
}
