import type { RandomStream } from '../numerics/random';
import type { AcquisitionFunction } from './acquisition';
import { type Evaluated, minimiseTogether, usualSettings } from './bounded-search';
import { predictWithGradients } from './prediction';
import type { Fitted } from './regression';
import { bestPoints } from './screening';

/** How the minima of acquisition functions in the cube [−1, 1] are looked for. */
export interface ProposalSettings {
  /** Random points at which each acquisition is computed. */
  candidates: number;
  /** How many of them, the best of each acquisition, a local search starts from. */
  starts: number;
}

/** scikit-optimize's; its local searches end after 20 steps. */
export const usualProposals: ProposalSettings = { candidates: 10_000, starts: 5 };
const searchSettings = { ...usualSettings, iterations: 20 };

/**
 * For each acquisition function the point where it is least, as far as it is found: the best of all random points is
 * improved by local searches with gradients. `more` are points that compete with the random ones.
 */
export function proposePoints(
  model: Fitted,
  acquisitions: readonly AcquisitionFunction[],
  { candidates, starts }: ProposalSettings,
  random: RandomStream,
  more: Float64Array = new Float64Array(),
): Float64Array[] {
  const dimensions = model.kernel.lengths.length;
  const points = Float64Array.from({ length: candidates * dimensions + more.length }, (_, i) =>
    i < more.length ? more[i] : random.uniform(-1, 1),
  );
  const begun = bestPoints(model, points, acquisitions, starts).flatMap((best, which) =>
    best.map((i) => ({ which, point: points.slice(i * dimensions, (i + 1) * dimensions) })),
  );
  const bounds = { lower: new Float64Array(dimensions).fill(-1), upper: new Float64Array(dimensions).fill(1) };
  const minima = minimiseTogether(
    (asked, searches) => evaluateAll(model, asked, (i) => acquisitions[begun[searches[i]].which]),
    begun.map(({ point }) => point),
    bounds,
    searchSettings,
  );
  return acquisitions.map((_, which) => {
    const own = minima.filter((_, i) => begun[i].which === which);
    return own.reduce((best, minimum) => (minimum.value < best.value ? minimum : best)).point;
  });
}

/** Acquisitions at points and their gradients; the i-th point has the acquisition that `acquisitionOf` gives. */
function evaluateAll(
  model: Fitted,
  points: readonly Float64Array[],
  acquisitionOf: (i: number) => AcquisitionFunction,
): Evaluated[] {
  const dimensions = model.kernel.lengths.length;
  const joined = new Float64Array(points.length * dimensions);
  points.forEach((point, i) => {
    joined.set(point, i * dimensions);
  });
  const { means, deviations, meanGradients, deviationGradients } = predictWithGradients(model, joined);
  return points.map((_, i) => {
    const { value, ofMean, ofDeviation } = acquisitionOf(i).evaluate(means[i], deviations[i]);
    const gradient = Float64Array.from({ length: dimensions }, (_, d) => {
      return ofMean * meanGradients[i * dimensions + d] + ofDeviation * deviationGradients[i * dimensions + d];
    });
    return { value, gradient };
  });
}
