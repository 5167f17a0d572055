import assert from 'node:assert/strict';
import { zeros } from '../../../src/numerics/matrix';
import { fourierCoefficients, fourierMatrix } from '../../../src/optics/basis/fourier';

describe('Fourier coefficients of pixels', () => {
  it('are the integrals over the pixels', () => {
    const values = { re: Float64Array.of(1, 3, -2), im: Float64Array.of(0, 0.5, 1) };
    const reach = 5;
    const pixels = zeros(3, 1);
    pixels.re.set(values.re);
    pixels.im.set(values.im);
    const { re, im } = fourierCoefficients(pixels, reach);
    const steps = 3000;
    for (let m = -reach; m <= reach; m++) {
      let [sumRe, sumIm] = [0, 0];
      for (let i = 0; i < steps; i++) {
        const x = (i + 0.5) / steps;
        const [c, s] = [Math.cos(2 * Math.PI * m * x), -Math.sin(2 * Math.PI * m * x)];
        const pixel = Math.floor(3 * x);
        sumRe += (values.re[pixel] * c - values.im[pixel] * s) / steps;
        sumIm += (values.re[pixel] * s + values.im[pixel] * c) / steps;
      }
      assert.ok(Math.abs(sumRe - re[m + reach]) < 2e-5 && Math.abs(sumIm - im[m + reach]) < 2e-5);
    }
  });

  it('are exactly zero where a whole number of waves fits a pixel', () => {
    const { re, im } = fourierMatrix(3, 6);
    for (const m of [-6, -3, 3, 6]) {
      const at = (m + 6) * 3;
      assert.deepEqual([...re.slice(at, at + 3), ...im.slice(at, at + 3)].map(Math.abs), [0, 0, 0, 0, 0, 0]);
    }
  });

  it('are those of a single wall: (1 − exp(−iπm))/(2πim) of a half-filled period', () => {
    const { re, im } = fourierMatrix(2, 3);
    for (let m = -3; m <= 3; m++) {
      const at = (m + 3) * 2;
      const [real, imaginary] = m === 0 ? [0.5, 0] : [0, m % 2 === 0 ? 0 : -1 / (Math.PI * m)];
      assert.ok(Math.abs(re[at] - real) < 1e-16 && Math.abs(im[at] - imaginary) < 1e-16);
    }
  });
});
