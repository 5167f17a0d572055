import { type ComplexMatrix, zeros } from '../../src/numerics/matrix';
import { RandomStream } from '../../src/numerics/random';

/** A matrix of standard normal numbers, the same for the same name. */
export function randomMatrix(rows: number, columns: number, name: string): ComplexMatrix {
  const random = RandomStream.fromSeed(3).derive(name);
  const matrix = zeros(rows, columns);
  for (let i = 0; i < matrix.re.length; i++) {
    matrix.re[i] = random.normal();
    matrix.im[i] = random.normal();
  }
  return matrix;
}

/** The product, summed as it is defined. */
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
