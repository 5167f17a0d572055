import { countNumbers, countSamples, type Samples } from '../datasets/dataset';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { PropertyValue } from '../simulation/property';
import type { Surrogate } from '../surrogate/surrogate';
import { checkCounts } from './check-ranges';
import { CorrectedSurrogate, checkMoves, type KnownDesign, type MoveSettings, nearestKnown } from './corrected-surrogate';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, checkChoice, chooseNearest, numbersOf } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';

type MovedSettings = { moves: MoveSettings & ChoiceSettings & { starts: number } };

/**
 * Ours: the look-up, made better by a surrogate. The nearest training samples go down the gradient of a surrogate that their own
 * simulations correct (`CorrectedSurrogate`): by what they lack themselves. No simulation is called.
 */
export const movedSamples: Method<MovedSettings> = {
  name: 'moved samples',
  origin: 'ours',
  summary: 'the nearest samples go down the gradient of a network that predicts the property, by what they lack',
  settings: { moves: { starts: 2, steps: 30, learningRate: 0.05, sharpness: 10, length: 0.6, noise: 0.01, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  check({ moves }) {
    checkChoice(moves, 'moves');
    checkCounts(moves, ['starts'], 'moves');
    checkMoves(moves, 'moves');
  },
  open: async (context, { moves }) => new MovedSamples(context, await surrogateOf(context), await context.samples(), moves),
};

class MovedSamples implements InverseModel {
  readonly name = movedSamples.name;

  constructor(
    private readonly context: OpenContext,
    private readonly surrogate: Surrogate,
    private readonly samples: Samples,
    private readonly settings: MovedSettings['moves'],
  ) {}

  async design(wanted: PropertyValue, count: number, _random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latentSide, range } = dataset;
    const target = numbersOf(wanted, this.surrogate.numbers, this.name);
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const known = nearestKnown(knownSamples(this.samples), target, this.settings.starts * count);
    const corrected = new CorrectedSurrogate(networks, this.settings);
    corrected.learn(known);
    const latents = await corrected.move(known, target, run);
    const corrections = corrected.corrections(latents);
    const { candidates, warnings } = await chooseNearest(networks, latents, target, count, this.settings, run, corrections);
    return { candidates, warnings: [...warnOfTarget(wanted, property, range), ...warnings] };
  }
}

/** Samples as designs whose property is known. */
export function knownSamples(samples: Samples): KnownDesign[] {
  const size = samples.latentSide ** 2;
  const numbers = countNumbers(samples);
  return Array.from({ length: countSamples(samples) }, (_, i) => ({
    latent: samples.latents.subarray(i * size, (i + 1) * size),
    y: samples.y.subarray(i * numbers, (i + 1) * numbers),
  }));
}
