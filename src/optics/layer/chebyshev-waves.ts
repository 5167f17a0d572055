import type { SpectralRange } from './cotangent-fit';
import { outgoingRoot } from './half-space';

/** Chebyshev series on a spectral range of cos(√t z) and sin(√t z)/√t, the waves in a layer (Eq. 16 of README.md). */
export interface ChebyshevWaves {
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}

const knownSeries = new Map<string, ChebyshevWaves>();
/** Like problems share their series; of very many unlike ones the oldest are forgotten. */
const mostSeries = 2000;

/** The series for a distance z, as many terms as double precision holds. */
export function chebyshevWaves(range: SpectralRange, z: number): ChebyshevWaves {
  const key = JSON.stringify([range, z]);
  const series = knownSeries.get(key) ?? computeChebyshevWaves(range, z);
  knownSeries.set(key, series);
  if (knownSeries.size > mostSeries) knownSeries.delete(knownSeries.keys().next().value!);
  return series;
}

/** Points of the ellipse, and cosines of all multiples of half the angle between them. */
const points = 256;
const cosines = Float64Array.from({ length: 2 * points }, (_, i) => Math.cos((Math.PI * i) / points));

/**
 * Chebyshev series of cos(√t z) and sin(√t z)/√t on the range. The coefficients are integrals along the ellipse around it
 * on which the series has to converge, so that even the smallest are as exact as the sum needs.
 */
function computeChebyshevWaves({ from, to, loss }: SpectralRange, z: number): ChebyshevWaves {
  const off = (2 * loss) / (to - from);
  const radius = off + Math.sqrt(1 + off * off);
  const [cosine, sine] = [new Float64Array(points / 2), new Float64Array(points / 2)];
  for (let i = 0; i < points; i++) {
    const angle = (2 * Math.PI * (i + 0.5)) / points;
    const x = ((radius + 1 / radius) / 2) * Math.cos(angle);
    const y = ((radius - 1 / radius) / 2) * Math.sin(angle);
    const [c, s] = waves((from + to + (to - from) * x) / 2, ((to - from) * y) / 2, z);
    for (let k = 0; k < points / 2; k++) {
      const turn = (k * (2 * i + 1)) % (2 * points);
      const [re, im] = [cosines[turn], -cosines[(turn + (3 * points) / 2) % (2 * points)]];
      const weight = (k === 0 ? 1 : 2) / points;
      cosine[k] += weight * (c[0] * re - c[1] * im);
      sine[k] += weight * (s[0] * re - s[1] * im);
    }
  }
  // As yet times the radius to the power of k, which is how much polynomial k may grow.
  const largest = [cosine, sine].map((series) => series.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300));
  const small = (k: number) => Math.abs(cosine[k]) < 1e-15 * largest[0] && Math.abs(sine[k]) < 1e-15 * largest[1];
  let terms = 2;
  while (terms < points / 2 - 1 && !(small(terms) && small(terms + 1))) terms++;
  const scaled = (series: Float64Array) => series.slice(0, terms).map((value, k) => value * radius ** -k);
  return { cosine: scaled(cosine), sine: scaled(sine) };
}

/** cos(√t z) and sin(√t z)/√t of a complex t. */
function waves(re: number, im: number, z: number): [cosine: [number, number], sine: [number, number]] {
  const size = Math.hypot(re, im);
  const [x, fading] = outgoingRoot(re, Math.abs(im));
  const y = im < 0 ? -fading : fading;
  const [cosh, sinh] = [Math.cosh(y * z), Math.sinh(y * z)];
  const cosine: [number, number] = [Math.cos(x * z) * cosh, -Math.sin(x * z) * sinh];
  if (size * z * z < 1e-16) return [cosine, [z, 0]];
  const sine = [Math.sin(x * z) * cosh, Math.cos(x * z) * sinh];
  return [cosine, [(sine[0] * x + sine[1] * y) / size, (sine[1] * x - sine[0] * y) / size]];
}
