import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { latinHypercube } from './latin-hypercube';
import { type ProposalSettings, usualProposals } from './propose';
import type { Evaluation, Objective, SurrogateSettings } from './surrogate';

/** How many evaluations an optimisation makes, and with what effort it chooses them. */
export interface OptimisationSettings extends ProposalSettings, SurrogateSettings {
  /** Coordinates of a point, each in [−1, 1]. */
  dimensions: number;
  /** Latin-hypercube samples at the start. */
  initial: number;
  /** Evaluations after them. */
  iterations: number;
}

/** The paper's numbers of evaluations (Mao and others 2022, section 3.2), the rest as scikit-optimize has it, but for the refits. */
export const usualOptimisation: Omit<OptimisationSettings, 'dimensions'> = {
  initial: 250,
  iterations: 400,
  ...usualProposals,
  refits: [275, 325, 400, 500, 600],
  restarts: 2,
};

/** Points nearer to each other than this count as one: in single precision, in which latents are kept, they would be. */
const sameWithin = 1e-6;

/** Whether a point has been evaluated before. */
export function isKnown(point: ArrayLike<number>, evaluations: readonly { point: ArrayLike<number> }[]): boolean {
  return evaluations.some((known) => {
    let sum = 0;
    for (let d = 0; d < point.length; d++) sum += (point[d] - known.point[d]) ** 2;
    return sum <= sameWithin ** 2;
  });
}

/** A point drawn uniformly that has not been evaluated before. */
export function drawUnknown(
  dimensions: number,
  evaluations: readonly { point: ArrayLike<number> }[],
  random: RandomStream,
): Float64Array {
  for (;;) {
    const point = Float64Array.from({ length: dimensions }, () => random.uniform(-1, 1));
    if (!isKnown(point, evaluations)) return point;
  }
}

/** The Latin-hypercube samples that a history lacks yet, evaluated all at once. */
export async function evaluateInitial(
  objective: Objective,
  { dimensions, initial }: OptimisationSettings,
  known: number,
  random: RandomStream,
): Promise<Evaluation[]> {
  if (known >= initial) return [];
  const points = latinHypercube(initial, dimensions, random.derive('initial')).subarray(known * dimensions);
  return evaluatePoints(objective, points, dimensions);
}

/** Evaluates points, count × dimensions. Throws RangeError where the objective gives no finite number for one. */
export async function evaluatePoints(objective: Objective, points: Float64Array, dimensions: number): Promise<Evaluation[]> {
  const values = await objective(points);
  return Array.from({ length: points.length / dimensions }, (_, i) => {
    const point = Array.from(points.subarray(i * dimensions, (i + 1) * dimensions));
    if (!Number.isFinite(values[i])) throw new RangeError(`objective: it is ${values[i]} at (${point.join(', ')})`);
    return { point, value: values[i] };
  });
}

/** Between two evaluations: shows how far it has come, and ends here where it has been asked to. */
export async function report(label: string, done: number, total: number, note: string, run?: RunControl): Promise<void> {
  run?.onProgress?.({ label, done, total, note });
  await breathe();
  throwIfInterrupted(run);
}
