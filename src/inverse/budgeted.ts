import { MixtureDensityNetwork } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import { breathe, type KeptRun, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import { Surrogate } from '../surrogate/surrogate';
import { DifferenceModel, type Estimates, meanDistance } from './candidate-estimates';
import { chooseApart, Neighbours, warnOfClose } from './choose-apart';
import { drawInside } from './gan-mdn-inside';
import { KeptCalls } from './kept-calls';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, checkChoice, nearestPredicted, oneNumber, type Predicted } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { warnOfTarget } from './warnings';
import { partOf } from './weight-parts';

/** How many simulations a design may take, and what they are spent on. */
export interface BudgetSettings extends ChoiceSettings {
  /** Calls of the simulator for each design. */
  calls: number;
  /** The share of the calls, the last ones, that the fidelity `fine` gets; 0, or a simulator without it, leaves labels alone. */
  fineShare: number;
  /** Rounds that the calls of a fidelity are made in; after each the ranking is fitted anew. */
  rounds: number;
  /** Latents that are drawn. */
  candidates: number;
}

/**
 * Ours: surrogate-ranked GAN-MDN with a stated number of simulations for each design. The candidates that the surrogate puts
 * nearest to the target are simulated in rounds. After each, a Gaussian process of the surrogate's error in latents moves what
 * is thought of all others, and ranks them anew by their mean distance from the target. The last share of the calls is at the
 * fidelity `fine`, with a second process of its difference from the label; then designs are chosen by fine values alone.
 * Candidates close to a better one that is known are not simulated, so that the designs are apart.
 */
export const budgeted: Method<{ budget: BudgetSettings }> = {
  name: 'budgeted',
  origin: 'ours',
  summary: 'surrogate-ranked GAN-MDN that simulates so many of its best candidates for each design, and learns from it',
  settings: { budget: { calls: 10, fineShare: 0.3, rounds: 4, candidates: 6000, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  tabled: false,
  check({ budget }) {
    checkChoice(budget, 'budget');
    for (const name of ['calls', 'rounds', 'candidates'] as const) {
      if (Number.isInteger(budget[name]) && budget[name] >= 1) continue;
      throw new InputError(`budget.${name}`, `${budget[name]}`, 'give a whole number of at least 1');
    }
    if (!(budget.fineShare >= 0 && budget.fineShare <= 1))
      throw new InputError('budget.fineShare', `${budget.fineShare}`, 'give a share from 0 to 1');
  },
  open: async (context, { budget }) =>
    new Budgeted(context, await Surrogate.fromWeights(partOf(context.weights!, 'surrogate')), budget),
};

/** Candidates that are looked at closely, for each call. */
const shortlist = 4;

class Budgeted implements InverseModel {
  readonly name = budgeted.name;
  private readonly mixture: MixtureDensityNetwork;
  private readonly simulator: PropertySimulator;

  constructor(
    private readonly context: OpenContext,
    private readonly surrogate: Surrogate,
    private readonly settings: BudgetSettings,
  ) {
    if (!context.simulator) throw new Error(`${budgeted.name} simulates: it is opened with a simulator`);
    this.simulator = context.simulator;
    this.mixture = MixtureDensityNetwork.fromWeights(partOf(context.weights!, 'mdn'));
  }

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latentSide } = dataset;
    const { candidates, calls, apart } = this.settings;
    const target = oneNumber(wanted, this.name);
    const { latents, warnings } = drawInside(this.mixture, target, Math.max(count, candidates), random);
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const nearest = await nearestPredicted(networks, latents, target, shortlist * calls * count, run);
    const images = nearest.map(({ candidate }) => candidate.microstructure);
    const kept = new KeptCalls(this.simulator, images, `budgeted-${target}`, run);
    const neighbours = new Neighbours(images, apart);
    const last = await this.spend(nearest, target, count, { kept, neighbours }, random, run);
    const known = kept.at(last);
    const order = [...known.keys()].sort((a, b) => Math.abs(known.get(a)! - target) - Math.abs(known.get(b)! - target));
    const { chosen, close } = chooseApart(images, order, count, apart, neighbours);
    return {
      candidates: chosen.map((i) => nearest[i].candidate),
      chosenAt: last,
      earlier: kept.earlier,
      warnings: [...warnOfTarget(target, property, dataset.range), ...warnings, ...warnOfClose(close, count, apart)],
    };
  }

  /** Makes all calls, round after round, and says which fidelity had the last. */
  private async spend(
    nearest: readonly Predicted[],
    target: number,
    count: number,
    { kept, neighbours }: { kept: KeptCalls; neighbours: Neighbours },
    random: RandomStream,
    run?: KeptRun,
  ): Promise<string> {
    const plan = this.plan(count);
    const total = plan.reduce((sum, { calls }) => sum + calls, 0);
    const latents = Float64Array.from(nearest.flatMap(({ candidate }) => [...candidate.latent!]));
    let estimates: Estimates = {
      means: Float64Array.from(nearest, ({ predicted }) => predicted[0]),
      deviations: new Float64Array(nearest.length),
    };
    let done = 0;
    for (const { fidelity, calls } of plan) {
      const model = new DifferenceModel(latents, this.context.dataset.latentSide ** 2, random.derive('difference', fidelity));
      const worse = estimates;
      for (const wanted of partEvenly(calls, this.settings.rounds)) {
        await breathe();
        throwIfInterrupted(run);
        const order = orderByDistance(model.improve(worse, kept.at(fidelity)), target);
        const picked = pickUnknown(order, kept.at(fidelity), wanted, count, neighbours);
        const onProgress: KeptRun['onProgress'] = ({ done: some, note }) =>
          run?.onProgress?.({ label: `simulating candidates (${fidelity})`, done: done + some, total, note });
        await kept.simulate(picked, fidelity, { signal: run?.signal, onProgress });
        done += picked.length;
      }
      estimates = model.improve(worse, kept.at(fidelity));
    }
    return plan[plan.length - 1].fidelity;
  }

  /** How many calls each fidelity gets for so many designs; what has none is left out. */
  private plan(count: number): { fidelity: string; calls: number }[] {
    const { calls, fineShare } = this.settings;
    const total = calls * count;
    const hasFine = this.simulator.fidelities.fine !== undefined && fineShare > 0;
    const fine = hasFine ? Math.max(count, Math.round(fineShare * total)) : 0;
    return [
      { fidelity: 'label', calls: total - fine },
      { fidelity: 'fine', calls: fine },
    ].filter((each) => each.calls > 0);
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
