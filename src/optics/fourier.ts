/** Exact Fourier coefficients of functions that are constant on pixels. */

/** Complex numbers, real and imaginary parts apart. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Coefficients c(m), m = −reach … reach, of rows of pixels that fill one period; several series at once:
 * element (pixel p, series j) of `values` lies at p · series + j, coefficient (m, j) of the result at (m + reach) · series + j.
 *
 * c(m) = DFT(m)/pixels · sinc(m/pixels) · exp(−iπm/pixels): pixel p covers [p, p + 1]/pixels of the period.
 */
export function transformPixels(values: ComplexVector, pixels: number, series: number, reach: number): ComplexVector {
  const re = new Float64Array((2 * reach + 1) * series);
  const im = new Float64Array((2 * reach + 1) * series);
  for (let m = -reach; m <= reach; m++) {
    const weight = sinc(m, pixels) / pixels;
    const start = (m + reach) * series;
    if (weight === 0) continue;
    for (let p = 0; p < pixels; p++) {
      // The pixel's middle is at (p + ½)/pixels; the phase is taken modulo one turn before it is rounded.
      const phase = (-Math.PI * ((m * (2 * p + 1)) % (2 * pixels))) / pixels;
      const c = weight * Math.cos(phase);
      const s = weight * Math.sin(phase);
      for (let j = 0, from = p * series, to = start; j < series; j++, from++, to++) {
        re[to] += values.re[from] * c - values.im[from] * s;
        im[to] += values.re[from] * s + values.im[from] * c;
      }
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
