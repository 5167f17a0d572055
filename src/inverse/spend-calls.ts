import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { DifferenceModel, type Estimates } from './candidate-estimates';
import type { CandidatePool } from './candidate-pool';
import { chooseApart, type Neighbours } from './choose-apart';
import type { KeptCalls } from './kept-calls';
import { pickImproving } from './pick-improving';

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

/** What calls are made for. */
export interface Spending {
  target: number;
  count: number;
  plan: readonly PlannedCalls[];
  /** Rounds that the calls of a fidelity are made in. */
  rounds: number;
  /** Candidates that are added in a round around each of the best `count`. */
  nearby: number;
  apart: number;
}

/**
 * Makes the planned calls, round after round, each for the candidates that are then expected to improve most on the designs
 * known so far. The list of candidates grows by near neighbours of these.
 */
export async function spendCalls(
  pool: CandidatePool,
  { target, count, plan, rounds, nearby, apart }: Spending,
  { kept, neighbours }: { kept: KeptCalls; neighbours: Neighbours },
  random: RandomStream,
  run?: RunControl,
): Promise<void> {
  const total = plan.reduce((sum, { calls }) => sum + calls, 0);
  const models: { fidelity: string; model: DifferenceModel }[] = [];
  const dimensions = pool.latents.length / pool.size;
  let done = 0;
  const estimate = (): Estimates =>
    models.reduce<Estimates>((worse, { fidelity, model }) => model.improve(pool.latents, worse, kept.at(fidelity)), {
      means: Float64Array.from(pool.predicted),
      deviations: new Float64Array(pool.size),
    });
  for (const { fidelity, calls } of plan) {
    models.push({ fidelity, model: new DifferenceModel(dimensions, random.derive('difference', fidelity)) });
    for (const [round, wanted] of partEvenly(calls, rounds).entries()) {
      await breathe();
      throwIfInterrupted(run);
      const simulated = [...new Set(models.flatMap((each) => [...kept.at(each.fidelity).keys()]))];
      const { means } = estimate();
      const order = simulated.sort((a, b) => Math.abs(means[a] - target) - Math.abs(means[b] - target));
      const { chosen } = chooseApart(pool.images, order, count, apart, neighbours);
      await pool.growAround(chosen, nearby, random.derive('nearby', fidelity, round), run);
      const picked = pickImproving(estimate(), kept.at(fidelity), { target, count, wanted }, neighbours);
      const onProgress: RunControl['onProgress'] = ({ done: some, note }) =>
        run?.onProgress?.({ label: `simulating candidates (${fidelity})`, done: done + some, total, note });
      await kept.simulate(picked, fidelity, { signal: run?.signal, onProgress });
      done += picked.length;
    }
  }
}

/** A number of calls in so many parts, the larger ones first. */
function partEvenly(calls: number, parts: number): number[] {
  const sizes = Array.from({ length: parts }, (_, i) => Math.floor(((i + 1) * calls) / parts) - Math.floor((i * calls) / parts));
  return sizes.filter((size) => size > 0).sort((a, b) => b - a);
}
