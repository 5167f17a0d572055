import { type ComplexMatrix, reserve } from '../../numerics/matrix';
import { multiply } from '../../numerics/product';

/** Exact Fourier coefficients of functions that are constant on pixels. */

/** Complex numbers, real and imaginary parts apart. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const weights = new Map<string, ComplexVector>();

/**
 * Coefficients c(m), m = −reach … reach, of rows of pixels that fill one period; several series at once: `values` has a row
 * for each pixel and a column for each series, the result a row for each m and a column for each series.
 *
 * c(m) = DFT(m)/pixels · sinc(m/pixels) · exp(−iπm/pixels): pixel p covers [p, p + 1]/pixels of the period (Eq. 4 of
 * README.md).
 */
export function fourierCoefficients(values: ComplexMatrix, reach: number): ComplexMatrix {
  return multiply(fourierMatrix(values.rows, reach), values);
}

/** What the pixels' values are multiplied with for their coefficients, (2 reach + 1) × pixels, in double precision. */
export function fourierMatrix(pixels: number, reach: number): ComplexMatrix {
  const key = `${pixels} ${reach}`;
  const known = weights.get(key) ?? pixelWeights(pixels, reach);
  weights.set(key, known);
  const matrix = reserve(2 * reach + 1, pixels);
  matrix.re.set(known.re);
  matrix.im.set(known.im);
  return matrix;
}

function pixelWeights(pixels: number, reach: number): ComplexVector {
  const re = new Float64Array((2 * reach + 1) * pixels);
  const im = new Float64Array((2 * reach + 1) * pixels);
  for (let m = -reach; m <= reach; m++) {
    const weight = sinc(m, pixels) / pixels;
    for (let p = 0; p < pixels; p++) {
      // The pixel's middle is at (p + ½)/pixels; the phase is taken modulo one turn before it is rounded.
      const phase = (-Math.PI * ((m * (2 * p + 1)) % (2 * pixels))) / pixels;
      re[(m + reach) * pixels + p] = weight * Math.cos(phase);
      im[(m + reach) * pixels + p] = weight * Math.sin(phase);
    }
  }
  return { re, im };
}

/** sin(πm/pixels)/(πm/pixels), exactly zero where m is a multiple of the number of pixels. */
function sinc(m: number, pixels: number): number {
  if (m === 0) return 1;
  if (m % pixels === 0) return 0;
  const x = (Math.PI * m) / pixels;
  return Math.sin(x) / x;
}
