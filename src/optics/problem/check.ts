import { InputError } from '../../runs/errors';
import type { OpticalProblem, Pattern, RefractiveIndex, Truncation } from './problem';

/** What can be solved, wide of all that is physical: beyond it rounding errors or the time have no bound. */
export const limits = {
  /** Any length, in the unit of the problem. */
  length: [1e-15, 1e15],
  /** Sides of the cell, in wavelengths. */
  period: [1e-4, 1e4],
  /** In wavelengths; of a patterned layer less (see rounding.ts). */
  thickness: [1e-9, 1e5],
  /** |n + ik|. */
  index: [1e-3, 1e4],
  /** Degrees; nearer to 90 the light hardly comes down. */
  theta: [0, 89.999],
  phi: [-360, 360],
  /** Matrices of 4 · harmonics² complex numbers: about ten of them, of 256 MB each, at this number. */
  harmonics: 2000,
  /** Of an image: along a side, and in all. */
  side: 2048,
  pixels: 2 ** 20,
  phases: 256,
} as const;

type Range = readonly [from: number, to: number];

/** Throws InputError, naming the key of the problem, where its numbers make no sense or are beyond what can be solved. */
export function checkProblem(problem: OpticalProblem): void {
  const { wavelength, period, thickness, phases, cover, substrate, theta, phi } = problem;
  checkLength('wavelength', wavelength);
  for (const side of period) checkLength('period', side, wavelength, limits.period);
  checkLength('thickness', thickness, wavelength, limits.thickness);
  if (phases.length === 0) throw new InputError('phases', 'there are none', 'give [n, k] for each phase of the image');
  if (phases.length > limits.phases) {
    throw new InputError('phases', `there are ${phases.length}`, `give at most ${limits.phases}`);
  }
  for (const phase of phases) checkIndex('phases', phase);
  checkIndex('cover', cover);
  checkIndex('substrate', substrate);
  const [n, k] = cover;
  if (n === 0 || k > 0) {
    throw new InputError('cover', `[${n}, ${k}] lets no light through to the layer undamped`, 'take n > 0 and k = 0 for it');
  }
  if (!isWithin(theta, limits.theta)) {
    const problem = `${theta} degrees is no angle of incidence that can be solved`;
    throw new InputError('theta', problem, `take 0 <= theta <= ${limits.theta[1]}`);
  }
  if (!isWithin(phi, limits.phi)) {
    throw new InputError('phi', `${phi} is no angle`, `give degrees, ${limits.phi[0]} <= phi <= ${limits.phi[1]}`);
  }
  checkTruncation(problem.truncation);
  checkPattern(problem.pattern, phases.length);
}

function isWithin(value: number, [from, to]: Range): boolean {
  return value >= from && value <= to;
}

function checkLength(key: string, value: number, wavelength = 1, ratios: Range = limits.length): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InputError(key, `${value} is no length`, 'give a positive number, in the unit of all other lengths');
  }
  if (isWithin(value / wavelength, ratios)) return;
  const [from, to] = ratios;
  const unit = ratios === limits.length ? '' : ` wavelengths (of ${wavelength})`;
  throw new InputError(key, `${value} is not between ${from} and ${to}${unit}`, 'give all lengths in one unit, such as nm');
}

function checkIndex(key: string, [n, k]: RefractiveIndex): void {
  if (!(Number.isFinite(n) && Number.isFinite(k) && n >= 0 && k >= 0 && n + k > 0)) {
    throw new InputError(key, `[${n}, ${k}] is no refractive index n + ik`, 'give n >= 0 and k >= 0, not both 0 (k > 0 absorbs)');
  }
  const [least, most] = limits.index;
  if (isWithin(Math.hypot(n, k), limits.index)) return;
  throw new InputError(key, `[${n}, ${k}] cannot be solved with`, `give an n + ik of size ${least} to ${most}`);
}

function checkTruncation(truncation: Truncation): void {
  const remedy = `take at most ${limits.harmonics} harmonics`;
  if ('circular' in truncation) {
    const { circular } = truncation;
    if (!(Number.isInteger(circular) && circular >= 1)) {
      throw new InputError('truncation', `circular ${circular} keeps no harmonics`, 'give a whole number, 1 or more');
    }
    if (circular > limits.harmonics) throw new InputError('truncation', `circular ${circular} is too many`, remedy);
    return;
  }
  const [mx, my] = truncation.rectangular;
  if (!(Number.isInteger(mx) && Number.isInteger(my) && mx >= 0 && my >= 0)) {
    const problem = `rectangular [${mx}, ${my}] is no range of diffraction orders`;
    throw new InputError('truncation', problem, 'give two whole numbers, 0 or more');
  }
  const harmonics = (2 * mx + 1) * (2 * my + 1);
  if (harmonics > limits.harmonics) {
    throw new InputError('truncation', `rectangular [${mx}, ${my}] keeps ${harmonics} harmonics`, remedy);
  }
}

/** Throws InputError where an image of that size has more pixels than can be solved. */
export function checkSize(width: number, height: number): void {
  if (width <= limits.side && height <= limits.side && width * height <= limits.pixels) return;
  const remedy = `give at most ${limits.side} pixels along a side and ${limits.pixels} in all`;
  throw new InputError('image', `it has ${height} rows of ${width} pixels`, remedy);
}

function checkPattern({ width, height, values }: Pattern, phases: number): void {
  if (!(width >= 1 && height >= 1 && values.length === width * height)) {
    throw new InputError('image', `${values.length} pixels do not fill ${height} rows of ${width}`, 'give all rows alike');
  }
  checkSize(width, height);
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  if (highest >= phases) {
    const has = phases === 1 ? 'only phase 0 is given' : `phases 0 to ${phases - 1} are given`;
    throw new InputError('image', `a pixel has phase ${highest}, but ${has}`, `give ${highest + 1} phases or change the pixel`);
  }
}
