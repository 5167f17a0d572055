import { MixtureDensityNetwork } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import { breathe, type KeptRun, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import { residualErrorPercentage } from '../simulation/residual';
import type { PropertySimulator } from '../simulation/simulator';
import { Surrogate } from '../surrogate/surrogate';
import { Neighbours, warnOfClose } from './choose-apart';
import { FlipFactors } from './flip-changes';
import { drawInside } from './gan-mdn-inside';
import { KeptRefinement } from './kept-refinement';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import {
  type Answer,
  afterTrial,
  callsOf,
  type DesignState,
  nextTrial,
  type RefinementContext,
  type RefinementEffort,
  type Trial,
} from './refined-design';
import { type ChoiceSettings, checkChoice, chooseNearest, oneNumber } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { warnOfTarget } from './warnings';
import { partOf } from './weight-parts';

/** Where refining begins, and how far it goes. */
export interface RefinementSettings extends RefinementEffort, ChoiceSettings {
  /** Latents that are drawn; the designs start from those that the surrogate puts nearest to the target. */
  candidates: number;
  /** Of the soft threshold that latents are moved by, see `softThreshold`. */
  sharpness: number;
}

/**
 * Ours: designs that are brought to the target by the gradient of the simulation itself, the adjoint one, a few calls each. A
 * design starts from one of surrogate-ranked GAN-MDN. Where the target is far, its latent goes down the gradient, through the
 * generator and a soft threshold, to the image that first order puts on the target. Then pixels at the steps of the interfaces are flipped, several
 * at once, so that the sum of their first-order changes meets what is left; a simulation says what is left after that, and so
 * on. Flips keep the least features (`admissibleFlips`). Values are of the fidelity `fine` where there is one, gradients of the
 * label, which are cheaper and as good for a first order.
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
    for (const name of ['within', 'sharpness'] as const) {
      if (!(refinement[name] > 0)) throw new InputError(`refinement.${name}`, `${refinement[name]}`, 'give a number above 0');
    }
  },
  async open(context, { refinement }) {
    return new Refined(context, await Surrogate.fromWeights(partOf(context.weights!, 'surrogate')), refinement);
  },
};

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
    this.mixture = MixtureDensityNetwork.fromWeights(partOf(context.weights!, 'mdn'));
  }

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latentSide } = dataset;
    const { candidates, sharpness, apart, within, ...effort } = this.settings;
    const target = oneNumber(wanted, this.name);
    const { latents, warnings } = drawInside(this.mixture, target, Math.max(count, candidates), random);
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const start = await chooseNearest(networks, latents, target, count, this.settings, run);
    const kept = new KeptRefinement(`refined-${target}`, this.simulator, run);
    const refinement: RefinementContext = {
      target,
      effort: { ...effort, within },
      step: { generator, latentSide, sharpness },
      factors: new FlipFactors(kept.observations),
      hasFine: this.simulator.fidelities.fine !== undefined,
    };
    const first = (): DesignState[] =>
      start.candidates.map(({ latent, microstructure }, number) => ({
        ...{ number, latent: latent!, microstructure },
        ...{ calls: 0, stepsLeft: effort.latentSteps, excluded: [] },
      }));
    const designs = await this.refine(kept.designs ?? first(), refinement, kept, run);
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
          ? [`${missed} of ${count} designs are not within ${within} % of the target after ${effort.calls} calls`]
          : []),
      ],
    };
  }

  /** All designs, a trial of each at once, until none asks for another. */
  private async refine(
    designs: DesignState[],
    refinement: RefinementContext,
    kept: KeptRefinement,
    run?: RunControl,
  ): Promise<DesignState[]> {
    const total = this.settings.calls * designs.length;
    for (;;) {
      const spent = designs.reduce((sum, { calls }) => sum + calls, 0);
      const trials: { trial: Trial; design: number }[] = [];
      for (const [design, state] of designs.entries()) {
        const trial = nextTrial(state, refinement);
        if (trial) trials.push({ trial, design });
        await breathe();
        throwIfInterrupted(run);
      }
      if (trials.length === 0) return designs;
      const note = `${designs.length - trials.length} of ${designs.length} designs done`;
      run?.onProgress?.({ label: 'refining', done: spent, total, note });
      const answers = await this.simulate(
        trials.map(({ trial }) => trial),
        {
          signal: run?.signal,
          onProgress: ({ done }) => run?.onProgress?.({ label: 'refining', done: spent + done, total, note }),
        },
      );
      trials.forEach(({ trial, design }, i) => {
        designs[design] = afterTrial(designs[design], trial, answers[i], refinement);
      });
      kept.save(designs, refinement.factors.observations);
    }
  }

  private async simulate(trials: readonly Trial[], run: RunControl): Promise<Answer[]> {
    const hasFine = this.simulator.fidelities.fine !== undefined;
    const images = (some: readonly Trial[]) => some.map(({ microstructure }) => microstructure);
    const graded = trials.filter(({ withGradient }) => withGradient);
    const gradients = graded.length > 0 ? await this.simulator.gradient!(images(graded), run) : undefined;
    const valued = hasFine ? trials : trials.filter(({ withGradient }) => !withGradient);
    const values = valued.length > 0 ? await this.simulator.simulate(images(valued), run, hasFine ? 'fine' : 'label') : [];
    return trials.map((trial) => {
      const place = graded.indexOf(trial);
      const size = trial.microstructure.pixels.length;
      return {
        value: valued.includes(trial) ? values[valued.indexOf(trial)] : gradients!.values[place],
        ...(place >= 0 && { slopes: Float32Array.from(gradients!.wallSlopes.subarray(place * size, (place + 1) * size)) }),
      };
    });
  }
}
