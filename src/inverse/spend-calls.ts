import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { DifferenceModel, type Estimates, meanDistance } from './candidate-estimates';
import type { Neighbours } from './choose-apart';
import type { KeptCalls } from './kept-calls';
import type { Predicted } from './surrogate-choice';

/** Calls at one fidelity. */
export interface PlannedCalls {
  fidelity: string;
  calls: number;
}

/**
 * How many calls each fidelity gets for so many designs, in the order in which they are made: labels, then the share of those
 * that are fine, at least one for each design. What has none is left out.
 */
export function planCalls(
  { calls, fineShare }: { calls: number; fineShare: number },
  count: number,
  hasFine: boolean,
): PlannedCalls[] {
  const total = calls * count;
  const fine = hasFine && fineShare > 0 ? Math.max(count, Math.round(fineShare * total)) : 0;
  return [
    { fidelity: 'label', calls: total - fine },
    { fidelity: 'fine', calls: fine },
  ].filter((each) => each.calls > 0);
}

/** Makes the planned calls, round after round, each for the candidates that are then expected to be nearest to the target. */
export async function spendCalls(
  candidates: readonly Predicted[],
  { target, count, plan, rounds }: { target: number; count: number; plan: readonly PlannedCalls[]; rounds: number },
  { kept, neighbours }: { kept: KeptCalls; neighbours: Neighbours },
  random: RandomStream,
  run?: RunControl,
): Promise<void> {
  const total = plan.reduce((sum, { calls }) => sum + calls, 0);
  const latents = Float64Array.from(candidates.flatMap(({ candidate }) => [...candidate.latent!]));
  let estimates: Estimates = {
    means: Float64Array.from(candidates, ({ predicted }) => predicted[0]),
    deviations: new Float64Array(candidates.length),
  };
  let done = 0;
  for (const { fidelity, calls } of plan) {
    const model = new DifferenceModel(latents, latents.length / candidates.length, random.derive('difference', fidelity));
    const worse = estimates;
    for (const wanted of partEvenly(calls, rounds)) {
      await breathe();
      throwIfInterrupted(run);
      const order = orderByDistance(model.improve(worse, kept.at(fidelity)), target);
      const picked = pickUnknown(order, kept.at(fidelity), wanted, count, neighbours);
      const onProgress: RunControl['onProgress'] = ({ done: some, note }) =>
        run?.onProgress?.({ label: `simulating candidates (${fidelity})`, done: done + some, total, note });
      await kept.simulate(picked, fidelity, { signal: run?.signal, onProgress });
      done += picked.length;
    }
    estimates = model.improve(worse, kept.at(fidelity));
  }
}

/** A number of calls in so many parts, the larger ones first. */
function partEvenly(calls: number, parts: number): number[] {
  const sizes = Array.from({ length: parts }, (_, i) => Math.floor(((i + 1) * calls) / parts) - Math.floor((i * calls) / parts));
  return sizes.filter((size) => size > 0).sort((a, b) => b - a);
}

/** Numbers of candidates, those first whose property is nearest to the target on average. */
function orderByDistance({ means, deviations }: Estimates, target: number): number[] {
  const distances = means.map((mean, i) => meanDistance(mean - target, deviations[i]));
  return Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b]);
}

/**
 * The first `wanted` candidates of an order that are not known and not close to one before them: to another that was picked, or
 * to one of the `count` best known. Where they are too few, the first of the rest fill up.
 */
function pickUnknown(
  order: readonly number[],
  known: ReadonlyMap<number, number>,
  wanted: number,
  count: number,
  neighbours: Neighbours,
): number[] {
  const taken: number[] = [];
  const picked: number[] = [];
  const close: number[] = [];
  let good = 0;
  for (const i of order) {
    if (picked.length === wanted) break;
    if (known.has(i) && good === count) continue;
    if (taken.some((j) => neighbours.areClose(i, j))) {
      if (!known.has(i)) close.push(i);
      continue;
    }
    taken.push(i);
    if (known.has(i)) good++;
    else picked.push(i);
  }
  return [...picked, ...close.slice(0, wanted - picked.length)];
}
