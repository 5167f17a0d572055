import type { Microstructure } from '../microstructure/microstructure';
import { solveEquilibrium } from './equilibrium';
import { dissipation, type Medium, networkOf } from './network';
import { geometricMean, type Tensor, turnedInverse } from './tensor';

/** The effective conductivity of a microstructure, and what it lies between for certain. */
export interface Conductivity {
  /** Not above the exact tensor of the pixels, in any direction. */
  readonly lower: Tensor;
  /** The geometric mean of `lower` and `upper`. */
  readonly value: Tensor;
  /** Not below it. */
  readonly upper: Tensor;
}

export interface ConductivityOptions {
  /** Of phase 0 and phase 1, above 0, in any unit; the result is in the same. */
  phases: readonly [number, number];
  /** Cells of the computation along each side of a pixel; 1 unless given. */
  cells?: number;
  /** Relative error that unfinished iterations may leave; 1e-6 unless given. */
  tolerance?: number;
}

/**
 * The effective conductivity of a microstructure that repeats in both directions, each pixel of its phase throughout. It may
 * be electrical or thermal, a diffusivity or a static permittivity: the equation is one, div κ grad u = 0.
 *
 * Linear finite elements give an upper bound. In two dimensions a current turned by a quarter is a field in the medium of the
 * inverse conductivities (Keller 1964, Dykhne 1971), so their upper bound there gives a lower one here. The value between obeys
 * Keller's duality, κ(b, a) = ab Rᵀκ(a, b)⁻¹R for phases a and b and the quarter turn R, to rounding; so the checkerboard has
 * its √ab however few pixels its squares have. Laminates are exact too. Moulinec and Suquet's trigonometric basis (1998)
 * rings at the interfaces; neither it nor the rotated scheme (Willot 2015) says how far off it is. Bounds from both sides are
 * an idea of Vondřejc, Zeman and Marek (2015), for trigonometric polynomials.
 */
export function effectiveConductivity(
  microstructure: Microstructure,
  { phases: [a, b], cells = 1, tolerance = 1e-6 }: ConductivityOptions,
): Conductivity {
  const upper = upperConductivity(mediumOf(microstructure, [a, b], cells), tolerance);
  const lower = turnedInverse(upperConductivity(mediumOf(microstructure, [1 / a, 1 / b], cells), tolerance));
  return { lower, value: geometricMean(lower, upper), upper };
}

function mediumOf({ width, height, pixels }: Microstructure, phases: readonly [number, number], cells: number): Medium {
  const across = width * cells;
  const pixelOf = (i: number): number => Math.floor(i / across / cells) * width + Math.floor((i % across) / cells);
  const conductivities = Float64Array.from({ length: pixels.length * cells ** 2 }, (_, i) => phases[pixels[pixelOf(i)]]);
  return { width: across, height: height * cells, conductivities };
}

/** Any potentials lose at least the power that the true ones do (Dirichlet), converged or not. */
function upperConductivity(medium: Medium, tolerance: number): Tensor {
  const network = networkOf(medium);
  return dissipation(network, ...solveEquilibrium(network, tolerance));
}
