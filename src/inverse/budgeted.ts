import type { MixtureDensityNetwork } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import type { Surrogate } from '../surrogate/surrogate';
import { CandidatePool } from './candidate-pool';
import { checkCounts } from './check-ranges';
import { chooseApart, Neighbours, warnOfClose } from './choose-apart';
import { drawInside } from './gan-mdn-inside';
import { KeptCalls } from './kept-calls';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { planCalls, spendCalls } from './spend-calls';
import { type ChoiceSettings, checkChoice, nearestPredicted, oneNumber } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { mixtureOf, surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';

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
  /** Candidates that are added in each round around each of the best designs known by then. */
  nearby: number;
}

/**
 * Ours: surrogate-ranked GAN-MDN with a stated number of simulations for each design. The candidates that the surrogate puts
 * nearest to the target are simulated in rounds. After each, a Gaussian process of the surrogate's error in latents moves what
 * is thought of all others, and near neighbours of the best designs so far join the candidates: of these the surrogate need only
 * tell the difference from what was simulated, which it does far better. The next calls go where they are expected to bring the
 * designs nearest to the target. The last share of the calls is at the fidelity `fine`, with a second process of its difference
 * from the label; then designs are chosen by fine values alone, none too close to a better one.
 */
export const budgeted: Method<{ budget: BudgetSettings }> = {
  name: 'budgeted',
  origin: 'ours',
  summary: 'surrogate-ranked GAN-MDN that simulates so many of its best candidates for each design, and learns from it',
  settings: { budget: { calls: 10, fineShare: 0.4, rounds: 4, candidates: 6000, nearby: 12, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  tabled: false,
  check({ budget }) {
    checkChoice(budget, 'budget');
    checkCounts(budget, ['calls', 'rounds', 'candidates', 'nearby'], 'budget');
    if (!(budget.fineShare >= 0 && budget.fineShare <= 1))
      throw new InputError('budget.fineShare', `${budget.fineShare}`, 'give a share from 0 to 1');
  },
  open: async (context, { budget }) => new Budgeted(context, await surrogateOf(context), budget),
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
    this.mixture = mixtureOf(context);
  }

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latentSide } = dataset;
    const { candidates, calls, apart } = this.settings;
    const target = oneNumber(wanted, this.name);
    const { latents, warnings } = drawInside(this.mixture, target, Math.max(count, candidates), random);
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const nearest = await nearestPredicted(networks, latents, target, shortlist * calls * count, run);
    const pool = new CandidatePool(networks, nearest);
    const kept = new KeptCalls(this.simulator, pool.images, `budgeted-${target}`, run);
    const neighbours = new Neighbours(pool.images, apart);
    const plan = planCalls(this.settings, count, this.simulator.fidelities.fine !== undefined);
    const { rounds, nearby } = this.settings;
    await spendCalls(pool, { target, count, plan, rounds, nearby, apart }, { kept, neighbours }, random, run);
    const last = plan[plan.length - 1].fidelity;
    const known = kept.at(last);
    const order = [...known.keys()].sort((a, b) => Math.abs(known.get(a)! - target) - Math.abs(known.get(b)! - target));
    const { chosen, close } = chooseApart(pool.images, order, count, apart, neighbours);
    return {
      candidates: chosen.map((i) => pool.candidates[i]),
      chosenAt: last,
      earlier: kept.earlier,
      warnings: [...warnOfTarget(target, property, dataset.range), ...warnings, ...warnOfClose(close, count, apart)],
    };
  }
}
