import type { RandomStream } from '../numerics/random';
import { type Bounds, minimise } from './bounded-search';
import { fromLogarithms, type Kernel, toLogarithms } from './kernel';
import { logMarginalLikelihood } from './likelihood';
import { normalise } from './regression';

/**
 * Where the kernel's parameters may lie: scikit-optimize's bounds, 0.01 … 1000 for the constant, 0.01 … 100 for lengths in a
 * cube of side 1 (here the cube [−1, 1], twice as wide), 1e-5 … 1e5 for the noise.
 */
export function usualBounds(dimensions: number): Bounds {
  const bound = (constant: number, length: number, noise: number) =>
    toLogarithms({ constant, lengths: new Array<number>(dimensions).fill(length), noise });
  return { lower: bound(0.01, 0.02, 1e-5), upper: bound(1000, 200, 1e5) };
}

/** Where a search begins that has no better place: as scikit-optimize's does. */
export function usualKernel(dimensions: number): Kernel {
  return { constant: 1, lengths: new Array<number>(dimensions).fill(2), noise: 1 };
}

/**
 * The kernel of greatest marginal likelihood for values at points (count × dimensions), the values being normalised first:
 * the best that is found from `start` and from `restarts` more places, drawn uniformly in the logarithms.
 */
export function fitKernel(
  points: Float64Array,
  values: ArrayLike<number>,
  start: Kernel,
  random: RandomStream,
  restarts = 2,
  bounds = usualBounds(start.lengths.length),
): Kernel {
  const { normalised } = normalise(Float64Array.from(values));
  const starts = [toLogarithms(start)];
  for (let i = 0; i < restarts; i++) starts.push(starts[0].map((_, k) => random.uniform(bounds.lower[k], bounds.upper[k])));
  const minima = starts.map((place) =>
    minimise(
      (logarithms) => {
        const { value, gradient } = logMarginalLikelihood(points, normalised, logarithms);
        return { value: -value, gradient: gradient.map((g) => -g) };
      },
      place,
      bounds,
    ),
  );
  return fromLogarithms(minima.reduce((best, minimum) => (minimum.value < best.value ? minimum : best)).point);
}
