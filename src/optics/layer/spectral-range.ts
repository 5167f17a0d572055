import { inFrame, kernelsFor } from '../../numerics/arena';
import { type ComplexMatrix, place, reserve, scale } from '../../numerics/matrix';
import type { WaveNumbers } from '../basis/orders';
import type { SpectralRange } from './cotangent-fit';

/** How far the spectrum may reach beyond its estimates. */
const lateralMargin = 1.1;
const indexMargin = 1.04;
const iterationMargin = 1.1;
/** Phases whose permittivities differ by more than this angle make modes far from the range that each alone has. */
const widestSector = Math.PI / 4;

/**
 * Where the eigenvalues of A = PQ lie, in units of (2π/wavelength)². Each phase alone has them between ε and ε − |k|², and
 * phases of like angle keep them near there. A metal beside a dielectric does not: then a rectangle as wide as the spectral
 * radius is taken. `epsilon` has the permittivities of the phases that are there.
 */
export function spectralRange(
  a: ComplexMatrix,
  { kx, ky }: WaveNumbers,
  epsilon: readonly (readonly [re: number, im: number])[],
): SpectralRange {
  const radius = iterationMargin * spectralRadius(a);
  const angles = epsilon.map(([re, im]) => Math.atan2(im, re));
  if (Math.max(...angles) - Math.min(...angles) > widestSector) {
    // Coarse steps: patterns of one material then share a few fits.
    const wide = stepAbove(radius, 1, Math.SQRT2);
    return { from: -wide, to: wide, loss: wide / 2 };
  }
  const lateral2 = kx.reduce((most, value, i) => Math.max(most, value * value + ky[i] ** 2), 0);
  const highest = indexMargin * Math.max(...epsilon.map(([re, im]) => Math.hypot(re, im)));
  // Not nothing, even for the zeroth order alone.
  const lowest = Math.max(lateralMargin * lateral2 - Math.min(0, ...epsilon.map(([re]) => re)), highest / 1000);
  return {
    from: -stepAbove(radius > highest ? radius : 0, lowest, 1.25),
    to: highest,
    loss: Math.max(...epsilon.map(([, im]) => im)),
  };
}

/** The least of least, least · step, least · step² … that is no less than the value. */
function stepAbove(value: number, least: number, step: number): number {
  return value <= least ? least : least * step ** Math.ceil(Math.log(value / least) / Math.log(step));
}

/** Largest |eigenvalue|, within some per cent, by power iteration. */
function spectralRadius(a: ComplexMatrix): number {
  const { rows, columns, precision } = a;
  return inFrame(() => {
    let [vector, next] = [reserve(columns, 1, precision), reserve(rows, 1, precision)];
    vector.re.set(Float64Array.from({ length: columns }, (_, i) => Math.cos(i * i)));
    vector.im.fill(0);
    const { multiplyVector } = kernelsFor(precision);
    let growth = 0;
    const iterations = 20;
    const ignored = 10;
    for (let iteration = 0; iteration < iterations; iteration++) {
      multiplyVector(
        rows,
        columns,
        ...place(a),
        vector.re.byteOffset,
        vector.im.byteOffset,
        next.re.byteOffset,
        next.im.byteOffset,
      );
      let norm2 = 0;
      for (let i = 0; i < rows; i++) norm2 += next.re[i] ** 2 + next.im[i] ** 2;
      const norm = Math.sqrt(norm2);
      if (norm === 0) return 0;
      scale(next, 1 / norm);
      [vector, next] = [next, vector];
      if (iteration >= ignored) growth += Math.log(norm) / (iterations - ignored);
    }
    return Math.exp(growth);
  });
}
