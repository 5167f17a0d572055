import type { MixtureDensityNetwork } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import { residualErrorPercentage } from '../simulation/residual';
import type { PropertySimulator } from '../simulation/simulator';
import type { Surrogate } from '../surrogate/surrogate';
import { checkPositive } from './check-ranges';
import { Neighbours, warnOfClose } from './choose-apart';
import { FlipFactors } from './flip-changes';
import { drawInside } from './gan-mdn-inside';
import { KeptRefinement } from './kept-refinement';
import { hasFine } from './measure-images';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { refineDesigns } from './refine-designs';
import { callsOf, type DesignState, type RefinementContext, type RefinementEffort } from './refined-design';
import { chooseStarts } from './refinement-starts';
import { type ChoiceSettings, checkChoice, nearestPredicted, oneNumber } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { mixtureOf, surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';

/** Where refining begins, and how far it goes. */
export interface RefinementSettings extends RefinementEffort, ChoiceSettings {
  /** Latents that are drawn; the designs start from those that the surrogate puts nearest to the target. */
  candidates: number;
  /** Of the soft threshold that latents are moved by, see `softThreshold`. */
  sharpness: number;
}

/**
 * Ours: designs that are brought to the target by the gradient of the simulation itself, the adjoint one, a few calls each. A
 * design starts from one of surrogate-ranked GAN-MDN that has walls with steps (`chooseStarts`). Where the target is far, its
 * latent goes down the gradient, through the generator and a soft threshold, to the image that first order puts on the target.
 * Then pixels at the steps of the interfaces are flipped, several at once, so that the sum of their first-order changes meets
 * what is left; a simulation says what is left after that, and so on. Flips keep the least features (`admissibleFlips`). What a
 * flip by itself changes is known once it was simulated, and where such flips, made or undone, add up to what is left, they are
 * surer than a new one (`chooseMeasured`). Values are of the fidelity `fine` where there is one, gradients of the label, which
 * are cheaper and as good for a first order.
 *
 * All designs go together, so that what one learns of how far first order is right (`FlipFactors`) helps all.
 */
export const refined: Method<{ refinement: RefinementSettings }> = {
  name: 'refined',
  origin: 'ours',
  summary: 'surrogate-ranked GAN-MDN whose designs go down the gradient of the simulation, at last pixel by pixel',
  settings: { refinement: { calls: 12, latentSteps: 1, within: 0.01, candidates: 2000, sharpness: 10, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  tabled: false,
  check({ refinement }) {
    checkChoice(refinement, 'refinement');
    for (const [name, least] of [
      ['calls', callsOf({ withGradient: true }, true) + 1],
      ['latentSteps', 0],
      ['candidates', 1],
    ] as const) {
      if (Number.isInteger(refinement[name]) && refinement[name] >= least) continue;
      throw new InputError(`refinement.${name}`, `${refinement[name]}`, `give a whole number of at least ${least}`);
    }
    checkPositive(refinement, ['within', 'sharpness'], 'refinement');
  },
  async open(context, { refinement }) {
    return new Refined(context, await surrogateOf(context), refinement);
  },
};

/** So many more starts, as a share of the designs, for those that do not come to the target. */
const reserveShare = 0.1;
/** Candidates that are looked at closely, for each design. */
const shortlist = 20;
/** Designs start so much farther apart than they are to end, since they are moved. */
const room = 1.2;

class Refined implements InverseModel {
  readonly name = refined.name;
  private readonly mixture: MixtureDensityNetwork;
  private readonly simulator: PropertySimulator;

  constructor(
    private readonly context: OpenContext,
    private readonly surrogate: Surrogate,
    private readonly settings: RefinementSettings,
  ) {
    if (!context.simulator) throw new Error(`${refined.name} simulates: it is opened with a simulator`);
    if (!context.simulator.gradient) {
      const problem = `${refined.name} needs its gradient, and this simulator of the ${context.property.name} has none`;
      throw new InputError('simulator', problem, 'choose the method budgeted, or a simulator with `gradient`');
    }
    this.simulator = context.simulator;
    this.mixture = mixtureOf(context);
  }

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latentSide } = dataset;
    const { candidates, sharpness, apart, within, ...effort } = this.settings;
    const target = oneNumber(wanted, this.name);
    const { latents, warnings } = drawInside(this.mixture, target, Math.max(count, candidates), random);
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const ranked = await nearestPredicted(networks, latents, target, shortlist * count, run);
    const starts = chooseStarts(
      ranked.map(({ candidate }) => candidate),
      count + Math.ceil(reserveShare * count),
      room * apart,
    ).map(
      ({ latent, microstructure }, number): DesignState => ({
        ...{ number, latent: latent!, microstructure },
        ...{ calls: 0, stepsLeft: effort.latentSteps, excluded: [], measured: [] },
      }),
    );
    const [first, reserve] = [starts.slice(0, count), starts.slice(count)];
    const kept = new KeptRefinement(`refined-${target}`, this.simulator, run);
    const refinement: RefinementContext = {
      target,
      effort: { ...effort, within },
      step: { generator, latentSide, sharpness },
      factors: new FlipFactors(kept.observations),
      hasFine: hasFine(this.simulator),
    };
    const designs = await refineDesigns(kept.designs ?? first, reserve, refinement, this.simulator, kept, run);
    const images = designs.map(({ microstructure }) => microstructure);
    const neighbours = new Neighbours(images, apart);
    const close = images.filter((_, i) => images.slice(0, i).some((_, j) => neighbours.areClose(i, j))).length;
    const missed = designs.filter(({ value }) => residualErrorPercentage(value!, target) > within).length;
    return {
      candidates: designs.map(({ latent, microstructure }) => ({ latent, microstructure })),
      chosenAt: refinement.hasFine ? 'fine' : 'label',
      earlier: kept.earlier,
      warnings: [
        ...warnOfTarget(target, property, dataset.range),
        ...warnings,
        ...warnOfClose(close, count, apart),
        ...(missed > 0
          ? [
              `${missed} of ${count} designs are not within ${within} % of the target after ${effort.calls} calls for each on average`,
            ]
          : []),
      ],
    };
  }
}
