import { flipPixels } from '../microstructure/flips';
import type { Microstructure } from '../microstructure/microstructure';
import { residualErrorPercentage } from '../simulation/residual';
import { callsOfGradient } from '../simulation/simulator';
import { chooseFlips } from './choose-flips';
import { type FirstOrder, type FlipFactors, firstOrderChange } from './flip-changes';
import { type LatentStep, stepLatent } from './latent-step';
import { chooseMeasured, type MeasuredFlip, measureFlips } from './measured-flips';

/** The error of what is predicted of a latent's step, a share of the slopes of all that it flips. */
const errorOfStep = 0.3;

/** A latent is moved where flips are expected to leave more than this share of the way; else they alone are enough. */
const farShare = 0.3;

/** How a design is brought to its target. */
export interface RefinementEffort {
  /** Calls of the simulator for each design on average: who needs fewer leaves them to others. A gradient counts as two. */
  calls: number;
  /** Steps of its latent, at most, each where the target is too far for flips. */
  latentSteps: number;
  /** A design whose REP is no more than so many percent is done. */
  within: number;
}

/** What a design is asked to be simulated as next. */
export interface Trial {
  microstructure: Microstructure;
  /** Of which it is the image, where it is one. */
  latent?: Float32Array;
  /** Pixels flipped, where it is not. */
  flips: number[];
  /** What was said of its change beforehand, where something was. */
  expected?: { first: FirstOrder; error: number };
  /** Whether its gradient is asked for. */
  withGradient: boolean;
}

/** What a simulation says of a trial. */
export interface Answer {
  value: number;
  /** By pixel, as the wall beside it moves, of a trial that asked for its gradient. */
  slopes?: Float32Array;
}

/** A design on its way: the nearest to the target so far. Plain data, for a checkpoint. */
export interface DesignState {
  /** Its place among the designs. */
  number: number;
  latent: Float32Array;
  microstructure: Microstructure;
  /** Nothing before it is first simulated. */
  value?: number;
  /** Of the last image that a latent made; flips since then have changed them little. */
  slopes?: Float32Array;
  calls: number;
  stepsLeft: number;
  /** Pixels that are left as they are: the largest change of each set of flips that led away from the target. */
  excluded: number[];
  /** Flips of the last image that a latent made whose own change was simulated. */
  measured: MeasuredFlip[];
}

export interface RefinementContext {
  target: number;
  effort: RefinementEffort;
  step: LatentStep;
  factors: FlipFactors;
  /** Whether values are at another fidelity than gradients, which then gives no value. */
  hasFine: boolean;
}

/** Calls of a trial. */
export const callsOf = ({ withGradient }: Pick<Trial, 'withGradient'>, hasFine: boolean): number =>
  withGradient ? callsOfGradient + Number(hasFine) : 1;

/** What is simulated next of a design; nothing where it is done, or its calls are spent. */
export function nextTrial(state: DesignState, { target, effort, step, factors, hasFine }: RefinementContext): Trial | undefined {
  const { latent, microstructure, value, slopes } = state;
  const left = effort.calls - state.calls;
  const gradientCalls = callsOf({ withGradient: true }, hasFine);
  if (value === undefined || !slopes) return { latent, microstructure, flips: [], withGradient: true };
  if (residualErrorPercentage(value, target) <= effort.within || left < 1) return undefined;
  const wanted = target - value;
  const fitted = factors.fit(state.number);
  const excluded = new Set([...state.excluded, ...state.measured.map(({ pixel }) => pixel)]);
  const flips = chooseFlips(microstructure, slopes, fitted, wanted, excluded);
  const isFar = !flips || flips.expected > farShare * Math.abs(wanted);
  if (isFar && state.stepsLeft > 0 && left > gradientCalls) {
    const moved = stepLatent(step, { latent, microstructure }, slopes, wanted, fitted);
    if (moved) {
      const first = firstOrderChange(microstructure, moved.microstructure, slopes);
      const error = errorOfStep * (Math.abs(first.toOne) + Math.abs(first.toZero));
      return { ...moved, flips: [], expected: { first, error }, withGradient: true };
    }
  }
  const measured = chooseMeasured(microstructure, state.measured, wanted);
  if (measured && measured.expected < (flips?.expected ?? Infinity)) {
    const { pixels } = measured;
    return { microstructure: flipPixels(microstructure, pixels), flips: pixels, withGradient: false };
  }
  if (!flips) return undefined;
  const { pixels, first, error } = flips;
  return { microstructure: flipPixels(microstructure, pixels), flips: pixels, expected: { first, error }, withGradient: false };
}

/** The design after a trial: what came nearer to the target is kept. What it says of first order goes to the factors. */
export function afterTrial(
  state: DesignState,
  { latent, microstructure, flips, expected, withGradient }: Trial,
  { value, slopes }: Answer,
  { target, factors, hasFine }: RefinementContext,
): DesignState {
  const calls = state.calls + callsOf({ withGradient }, hasFine);
  if (state.value === undefined || !state.slopes) return { ...state, value, slopes, calls };
  if (expected) {
    const { first, error } = expected;
    factors.observe({ ...first, error, design: state.number, change: value - state.value });
  }
  const measured = measureFlips(state.microstructure, state.measured, flips, value - state.value);
  const isNearer = Math.abs(value - target) < Math.abs(state.value - target);
  if (latent) {
    const stepsLeft = isNearer ? state.stepsLeft - 1 : 0;
    return isNearer
      ? { ...state, latent, microstructure, value, slopes, calls, stepsLeft, excluded: [], measured: [] }
      : { ...state, calls, stepsLeft };
  }
  if (isNearer) return { ...state, microstructure, value, calls, stepsLeft: 0, measured };
  return { ...state, calls, stepsLeft: 0, excluded: [...state.excluded, flips[0]], measured };
}
