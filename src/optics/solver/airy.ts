import type { RefractiveIndex } from '../problem/problem';
import type { Efficiencies } from './efficiencies';

/** A film without pattern between two half-spaces; lengths in one unit, any. */
export interface UniformFilm {
  readonly wavelength: number;
  readonly thickness: number;
  readonly film: RefractiveIndex;
  /** Lossless, as is the substrate. */
  readonly cover: RefractiveIndex;
  readonly substrate: RefractiveIndex;
}

/**
 * What a film without pattern does to light at normal incidence: r = (r₁ + r₂e²ⁱᵟ)/(1 + r₁r₂e²ⁱᵟ) and t = t₁t₂eⁱᵟ/(1 + r₁r₂e²ⁱᵟ)
 * with Fresnel's r and t of its two faces and δ = 2π(n + ik)d/λ, the sum over all its inner reflections (Airy 1833; Born and
 * Wolf, Principles of Optics, 1.6.4).
 */
export function airyFilm({ wavelength, thickness, film, cover, substrate }: UniformFilm): Efficiencies {
  const faces = [
    { from: cover, to: film },
    { from: film, to: substrate },
  ];
  const [r1, r2] = faces.map(({ from, to }) => over(plus(from, to, -1), plus(from, to)));
  const [t1, t2] = faces.map(({ from, to }) => over([2 * from[0], 2 * from[1]], plus(from, to)));
  const turn = (2 * Math.PI * thickness) / wavelength;
  const size = Math.exp(-turn * film[1]);
  const once: Complex = [size * Math.cos(turn * film[0]), size * Math.sin(turn * film[0])];
  const twice = times(once, once);
  const all = plus([1, 0], times(times(r1, r2), twice));
  const R = squaredSize(over(plus(r1, times(r2, twice)), all));
  const T = (substrate[0] / cover[0]) * squaredSize(over(times(times(t1, t2), once), all));
  return { R, T, A: 1 - R - T };
}

type Complex = readonly [re: number, im: number];

const plus = (a: Complex, b: Complex, sign = 1): Complex => [a[0] + sign * b[0], a[1] + sign * b[1]];
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const squaredSize = (a: Complex): number => a[0] ** 2 + a[1] ** 2;
const over = (a: Complex, b: Complex): Complex => {
  const [re, im] = times(a, [b[0], -b[1]]);
  return [re / squaredSize(b), im / squaredSize(b)];
};
