import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { expectedImprovement, lowerConfidenceBound, probabilityOfImprovement } from './acquisition';
import { type Arm, armProbabilities, arms, drawArm, updateGains } from './hedge';
import { drawUnknown, evaluateInitial, evaluatePoints, isKnown, type OptimisationSettings, report } from './optimisation';
import { predict } from './prediction';
import { proposePoints } from './propose';
import { type Evaluation, type KernelFit, type Objective, Surrogate } from './surrogate';

/** An evaluation of the hedged optimisation, and how its point was chosen; the initial samples were not. */
export interface HedgedEvaluation extends Evaluation {
  choice?: {
    /** Whose proposal it is; 'random' where every proposal had been evaluated before. */
    arm: Arm | 'random';
    /** The proposals of all arms, and their gains when one was drawn. */
    proposals: number[][];
    gains: number[];
    fit: KernelFit;
  };
}

/** Settings of the hedged optimisation. */
export interface HedgedSettings extends OptimisationSettings {
  /** What of a value is to be least, and what the margins of 0.01 are in the units of: the value itself unless given. */
  loss?(value: number): number;
}

/**
 * Bayesian optimisation of one objective, to be made least, as scikit-optimize's `gp_minimize` does it: acquisition functions
 * in a hedge (see hedge.ts), the margin of 0.01 in the units of what is made least. Differs in that the kernel is fitted at some
 * sizes only, and that no point is evaluated twice even where all arms want it.
 *
 * Gives every evaluation, in order. Given those of an earlier call with the same settings and random stream, it goes on from
 * them and ends with the same, bit for bit; `keep` is shown the evaluations after each, for that purpose.
 */
export async function hedgedOptimisation(
  objective: Objective,
  settings: HedgedSettings,
  random: RandomStream,
  run?: RunControl,
  history: readonly HedgedEvaluation[] = [],
  keep?: (evaluations: readonly HedgedEvaluation[]) => void,
): Promise<HedgedEvaluation[]> {
  const { dimensions, loss = (value) => value } = settings;
  const losses = (): Evaluation[] => evaluations.map(({ point, value }) => ({ point, value: loss(value) }));
  const evaluations = [...history];
  const total = settings.initial + settings.iterations;
  const surrogate = new Surrogate(dimensions, settings, random.derive('fit'));
  let last = evaluations[evaluations.length - 1]?.choice;
  if (last) surrogate.restore(losses(), last.fit);
  evaluations.push(...(await evaluateInitial(objective, settings, evaluations.length, random)));
  for (;;) {
    const least = Math.min(...evaluations.map(({ value }) => loss(value)));
    keep?.(evaluations);
    await report('optimising', evaluations.length, total, `least ${least.toPrecision(4)}`, run);
    if (evaluations.length >= total) return evaluations;
    const stream = random.derive('iteration', evaluations.length);
    const { model, fit } = surrogate.update(losses());
    const gains = last ? updateGains(last.gains, predict(model, Float64Array.from(last.proposals.flat())).means) : [0, 0, 0];
    const acquisitions = [expectedImprovement(least), lowerConfidenceBound(), probabilityOfImprovement(least)];
    const proposals = proposePoints(model, acquisitions, settings, stream);
    const drawn = drawArm(armProbabilities(gains), stream.uniform());
    const chosen = firstNew(drawn, proposals, evaluations);
    const point = chosen === undefined ? drawUnknown(dimensions, evaluations, stream) : proposals[chosen];
    const [evaluation] = await evaluatePoints(objective, point, dimensions);
    const arm = chosen === undefined ? 'random' : arms[chosen];
    last = { arm, proposals: proposals.map((proposal) => Array.from(proposal)), gains, fit };
    evaluations.push({ ...evaluation, choice: last });
  }
}

/** The arm whose proposal is evaluated: the drawn one, or else the first of all that has not been evaluated before, if any. */
export function firstNew(
  drawn: number,
  proposals: readonly ArrayLike<number>[],
  evaluations: readonly Evaluation[],
): number | undefined {
  return [drawn, ...proposals.keys()].find((arm) => !isKnown(proposals[arm], evaluations));
}
