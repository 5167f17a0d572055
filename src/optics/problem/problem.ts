import type { Rounding } from '../../numerics/arena';

/** n + ik of a material; k >= 0 absorbs, as time goes like exp(−iωt). */
export type RefractiveIndex = readonly [n: number, k: number];

/** Pixels of one cell; `values[iy * width + ix]` is the number of the phase at pixel (ix, iy). */
export interface Pattern {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** Diffraction orders (m, n) kept: whole shells of a circle, at most so many harmonics, or |m| <= mx and |n| <= my. */
export type Truncation = { readonly circular: number } | { readonly rectangular: readonly [mx: number, my: number] };

/** Of how ε and E are multiplied in Fourier space. */
export const rules = ['li', 'vector', 'laurent'] as const;
export type Rule = (typeof rules)[number];

/**
 * A periodic patterned layer between two half-spaces, lit from the cover. All lengths are in one unit, any; check.ts has the
 * limits.
 */
export interface OpticalProblem {
  /** In vacuum. */
  readonly wavelength: number;
  /** Sides of the cell along x and y. */
  readonly period: readonly [x: number, y: number];
  readonly thickness: number;
  /** Material of each phase that the pattern names. */
  readonly phases: readonly RefractiveIndex[];
  /** Where the light comes from; lossless. */
  readonly cover: RefractiveIndex;
  readonly substrate: RefractiveIndex;
  /** Angle of incidence from the normal, degrees, 0 <= theta <= 89.999. */
  readonly theta: number;
  /** Azimuth of the plane of incidence from x, degrees, −360 to 360. At phi = 0, s has E along y. */
  readonly phi: number;
  readonly truncation: Truncation;
  /**
   * Factorisation of the products of ε and E: 'li' (Li 1997), which takes each pixel's walls as they are; 'vector', which
   * takes the walls for the smooth lines that pixels draw and converges faster where these are neither along x nor along y;
   * or 'laurent', which converges slowly.
   */
  readonly rule: Rule;
  readonly pattern: Pattern;
  /**
   * Of the numbers: 'f32', 'f64' or 'auto' (the default), which computes in single precision where errors show, and anew in
   * double precision where they do.
   */
  readonly precision?: 'auto' | 'f32' | 'f64';
  /** Of sums of products: 'fused' (the default) is faster, 'portable' gives the same bits on every machine. */
  readonly rounding?: Rounding;
}

export const roundingOf = ({ rounding = 'fused' }: Pick<OpticalProblem, 'rounding'>): Rounding => rounding;

/** Whether a pattern does not change along x or does not along y. */
export function isStriped({ width, values }: Pattern): boolean {
  const alongX = values.every((value, i) => value === values[i - (i % width)]);
  return alongX || values.every((value, i) => value === values[i % width]);
}

/** The materials of the phases that the pattern has. */
export function presentPhases({ phases, pattern }: Pick<OpticalProblem, 'phases' | 'pattern'>): RefractiveIndex[] {
  return phases.filter((_, phase) => pattern.values.includes(phase));
}

/** Whether neither the layer nor the substrate absorbs: all permittivities are real. */
export function isLossless(problem: Pick<OpticalProblem, 'phases' | 'pattern' | 'substrate'>): boolean {
  return [...presentPhases(problem), problem.substrate].every(([n, k]) => n * k === 0);
}
