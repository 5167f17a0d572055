import { InputError } from '../../runs/errors';
import type { WaveNumbers } from '../basis/orders';

/** Beyond this, rounding errors of double precision reach the second digit of the result. */
const largestGrowth = 1e14;
/** Of a patterned layer, in wavelengths: resonances of thicker ones are sharper than double precision resolves. */
const thickest = 1000;

/**
 * About how much the Newton doublings of a layer make rounding errors grow. Each multiplies them by up to half the ratio of
 * the largest to the smallest |κ| of all modes (Higham 1986, Math. Comp. 46, 537): of the layer that has been reached, of
 * half thickness z, about `largest` to the larger of 1 and 1/z (Eq. 9 of README.md).
 *
 * @param largest wave number of a mode, in units of 2π/wavelength: the highest order's, or the highest refractive index
 * @param half half the thickness, in units of wavelength/2π
 */
export function roundingGrowth(largest: number, half: number): number {
  let growth = 1;
  for (let z = half; largest * z > 2; z /= 2) growth *= Math.max(1, (largest * Math.min(1, z)) / 2);
  return growth;
}

/**
 * Throws InputError where rounding errors would grow so much that the result had no digits: not in a uniform layer, whose
 * modes stay apart.
 */
export function checkRounding({ kx, ky }: WaveNumbers, epsilon: readonly (readonly [number, number])[], half: number): void {
  if (epsilon.length === 1) return;
  const wavelengths = half / Math.PI;
  if (wavelengths > thickest) {
    const problem = `a patterned layer ${wavelengths.toPrecision(3)} wavelengths thick has no result that rounding errors leave`;
    throw new InputError('thickness', problem, `take at most ${thickest} wavelengths`);
  }
  const order = kx.reduce((most, k, i) => Math.max(most, Math.hypot(k, ky[i])), 0);
  const index = Math.sqrt(Math.max(...epsilon.map(([re, im]) => Math.hypot(re, im))));
  if (roundingGrowth(Math.max(order, index), half) <= largestGrowth) return;
  const thickness = `in a layer ${wavelengths.toPrecision(3)} wavelengths thick rounding errors grow without bound`;
  if (order >= index) {
    const problem = `the highest diffraction order has ${order.toPrecision(3)} times the wave number of the light; ${thickness}`;
    throw new InputError('truncation', problem, 'keep fewer harmonics, or take a thinner layer or a longer period');
  }
  const problem = `with an index of size ${index.toPrecision(3)} ${thickness}`;
  throw new InputError('phases', problem, 'take a thinner layer or a smaller index');
}
