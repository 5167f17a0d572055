import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { targetImprovement } from './acquisition';
import { drawUnknown, evaluateInitial, evaluatePoints, isKnown, type OptimisationSettings, report } from './optimisation';
import { proposePoints } from './propose';
import { type Evaluation, type KernelFit, type Objective, Surrogate } from './surrogate';

/** Settings of the optimisation towards targets; `iterations` are shared by all of them. */
export interface TargetedSettings extends OptimisationSettings {
  /** Values that the function is to have. */
  targets: readonly number[];
  /** A target is met, and asks for no more evaluations, where a value is no farther from it. */
  tolerance: number;
}

/** An evaluation, and how its point was chosen; the initial samples were not. */
export interface TargetedEvaluation extends Evaluation {
  choice?: {
    /** The target that it was chosen for. */
    target: number;
    fit: KernelFit;
  };
}

/**
 * Bayesian optimisation towards several values of one function, ours: one Gaussian process of the function itself serves all
 * targets, and every evaluation helps all of them. The targets that are not met take turns; each point is the one of greatest
 * expected improvement of |y − target|, chosen with all that is known by then. (One point for each target from one model would
 * cost less time to choose, but took more evaluations in trials with a simulated film.)
 *
 * Gives every evaluation, in order; it ends early where all targets are met. It goes on from earlier evaluations as
 * `hedgedOptimisation` does.
 */
export async function targetedOptimisation(
  objective: Objective,
  settings: TargetedSettings,
  random: RandomStream,
  run?: RunControl,
  history: readonly TargetedEvaluation[] = [],
  keep?: (evaluations: readonly TargetedEvaluation[]) => void,
): Promise<TargetedEvaluation[]> {
  const { dimensions, targets, tolerance } = settings;
  const evaluations = [...history];
  const total = settings.initial + settings.iterations;
  const surrogate = new Surrogate(dimensions, settings, random.derive('fit'));
  let last = evaluations[evaluations.length - 1]?.choice;
  if (last) surrogate.restore(evaluations, last.fit);
  evaluations.push(...(await evaluateInitial(objective, settings, evaluations.length, random)));
  for (;;) {
    const missed = targets.filter((target) => distanceTo(target, evaluations) > tolerance);
    keep?.(evaluations);
    const note = `${targets.length - missed.length} of ${targets.length} targets met`;
    await report('optimising', evaluations.length, total, note, run);
    if (missed.length === 0 || evaluations.length >= total) return evaluations;
    const target = nextInTurn(targets, missed, last?.target);
    const stream = random.derive('iteration', evaluations.length);
    const { model, fit } = surrogate.update(evaluations);
    const acquisition = targetImprovement(target, distanceTo(target, evaluations));
    const [proposal] = proposePoints(model, [acquisition], settings, stream);
    const point = isKnown(proposal, evaluations) ? drawUnknown(dimensions, evaluations, stream) : proposal;
    const [evaluation] = await evaluatePoints(objective, point, dimensions);
    last = { target, fit };
    evaluations.push({ ...evaluation, choice: last });
  }
}

/** The number of the evaluation whose value is nearest to the target, the first of equals; there is at least one. */
export function nearestEvaluation(target: number, evaluations: readonly Evaluation[]): number {
  const distances = evaluations.map(({ value }) => Math.abs(value - target));
  return distances.indexOf(Math.min(...distances));
}

function distanceTo(target: number, evaluations: readonly Evaluation[]): number {
  return Math.abs(evaluations[nearestEvaluation(target, evaluations)].value - target);
}

/** Of the targets that are missed the one that comes after the last one served, in the order of all. */
function nextInTurn(targets: readonly number[], missed: readonly number[], last?: number): number {
  const after = last === undefined ? 0 : targets.indexOf(last) + 1;
  return [...targets.slice(after), ...targets.slice(0, after)].find((target) => missed.includes(target))!;
}
