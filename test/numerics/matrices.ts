import type { Precision } from '../../src/numerics/arena';
import { type ComplexMatrix, zeros } from '../../src/numerics/matrix';
import { RandomStream } from '../../src/numerics/random';

/** A matrix of standard normal numbers, the same for the same name. */
export function randomMatrix(rows: number, columns: number, name: string, precision: Precision = 'f64'): ComplexMatrix {
  const random = RandomStream.fromSeed(3).derive(name);
  const matrix = zeros(rows, columns, precision);
  for (let i = 0; i < matrix.re.length; i++) {
    matrix.re[i] = random.normal();
    matrix.im[i] = random.normal();
  }
  return matrix;
}

/** The product in plain loops, summed in double precision as it is defined. */
export function directProduct(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const c = zeros(a.rows, b.columns);
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < b.columns; column++) {
      for (let k = 0; k < a.columns; k++) {
        const i = a.offset + row * a.stride + k;
        const j = b.offset + k * b.stride + column;
        c.re[row * c.columns + column] += a.re[i] * b.re[j] - a.im[i] * b.im[j];
        c.im[row * c.columns + column] += a.re[i] * b.im[j] + a.im[i] * b.re[j];
      }
    }
  }
  return c;
}

/** P A = L U in plain loops, in place: column by column with partial pivoting. Gives the exchanged rows. */
export function directFactors({ rows, re, im, stride }: ComplexMatrix): number[] {
  const pivots: number[] = [];
  for (let k = 0; k < rows; k++) {
    let pivot = k;
    const size = (row: number) => Math.hypot(re[row * stride + k], im[row * stride + k]);
    for (let row = k + 1; row < rows; row++) if (size(row) > size(pivot)) pivot = row;
    pivots.push(pivot);
    for (const part of [re, im]) {
      for (let j = 0; j < rows; j++) {
        [part[k * stride + j], part[pivot * stride + j]] = [part[pivot * stride + j], part[k * stride + j]];
      }
    }
    const diagonal = k * stride + k;
    const size2 = re[diagonal] ** 2 + im[diagonal] ** 2;
    for (let row = k + 1; row < rows; row++) {
      const at = row * stride + k;
      const factor = [
        (re[at] * re[diagonal] + im[at] * im[diagonal]) / size2,
        (im[at] * re[diagonal] - re[at] * im[diagonal]) / size2,
      ];
      [re[at], im[at]] = factor;
      for (let j = k + 1; j < rows; j++) {
        const from = k * stride + j;
        re[row * stride + j] -= factor[0] * re[from] - factor[1] * im[from];
        im[row * stride + j] -= factor[0] * im[from] + factor[1] * re[from];
      }
    }
  }
  return pivots;
}

/** Largest |a − b| over all elements. */
export function largestDifference(a: ComplexMatrix, b: ComplexMatrix): number {
  let largest = 0;
  for (let row = 0; row < a.rows; row++) {
    for (let column = 0; column < a.columns; column++) {
      const i = a.offset + row * a.stride + column;
      const j = b.offset + row * b.stride + column;
      largest = Math.max(largest, Math.hypot(a.re[i] - b.re[j], a.im[i] - b.im[j]));
    }
  }
  return largest;
}
