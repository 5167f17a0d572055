import { type ComplexMatrix, reserve, transpose } from '../../numerics/matrix';
import { fourierCoefficients } from './fourier';
import type { DiffractionOrders } from './orders';

/** Products with a function of (x, y), constant on pixels, in Fourier space. */

/**
 * Coefficients of the function for all |m| <= 2 reach m and |n| <= 2 reach n, the differences of orders: (m, n) is at row
 * m + 2 reach m and column n + 2 reach n. `pixels` is height × width.
 */
export function imageCoefficients(pixels: ComplexMatrix, { reach: [reachM, reachN] }: DiffractionOrders): ComplexMatrix {
  // Along y first, then the outcome, transposed, along x.
  return fourierCoefficients(transpose(fourierCoefficients(pixels, 2 * reachN)), 2 * reachM);
}

/** Fills an N × N matrix with the coefficients of the differences of its row's and its column's order. */
export function fillToeplitz(matrix: ComplexMatrix, coefficients: ComplexMatrix, orders: DiffractionOrders): void {
  const { harmonics, m, n, reach } = orders;
  const [reachM, reachN] = reach;
  const [toRe, toIm, fromRe, fromIm] = [matrix.re, matrix.im, coefficients.re, coefficients.im];
  for (let i = 0; i < harmonics; i++) {
    for (let j = 0; j < harmonics; j++) {
      const from = (m[i] - m[j] + 2 * reachM) * coefficients.stride + n[i] - n[j] + 2 * reachN;
      toRe[i * harmonics + j] = fromRe[from];
      toIm[i * harmonics + j] = fromIm[from];
    }
  }
}

/** The transpose of `fillToeplitz`: adds up the elements of each difference of orders. The matrix may be a part of another. */
export function addByDifference(sums: ComplexMatrix, matrix: ComplexMatrix, orders: DiffractionOrders): void {
  const { harmonics, m, n, reach } = orders;
  for (let i = 0; i < harmonics; i++) {
    for (let j = 0; j < harmonics; j++) {
      const to = (m[i] - m[j] + 2 * reach[0]) * sums.stride + n[i] - n[j] + 2 * reach[1];
      const from = matrix.offset + i * matrix.stride + j;
      sums.re[to] += matrix.re[from];
      sums.im[to] += matrix.im[from];
    }
  }
}

/** One number for each pixel, height × width. */
export function pixelValues(
  values: Uint8Array,
  height: number,
  width: number,
  ofPhase: readonly (readonly [re: number, im: number])[],
): ComplexMatrix {
  const matrix = reserve(height, width);
  const { re, im } = matrix;
  for (let i = 0; i < values.length; i++) {
    const value = ofPhase[values[i]];
    re[i] = value[0];
    im[i] = value[1];
  }
  return matrix;
}

export function reciprocalOf([re, im]: readonly [re: number, im: number]): [re: number, im: number] {
  const size2 = re * re + im * im;
  return [re / size2, -im / size2];
}
