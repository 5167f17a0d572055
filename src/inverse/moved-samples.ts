import { countNumbers, countSamples, type Samples } from '../datasets/dataset';
import type { RandomStream } from '../numerics/random';
import type { KeptRun, RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import { rootMeanSquare } from '../simulation/residual';
import { Surrogate } from '../surrogate/surrogate';
import { candidatesOf } from './candidates';
import { moveInside } from './gan-mdn';
import { checkDescent, type DescentSettings, descendLatents, predictSoftly } from './latent-descent';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, type Correction, checkChoice, chooseNearest, type Networks, numbersOf } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { warnOfTarget } from './warnings';
import { partOf } from './weight-parts';

/** How known designs are moved towards a target. */
export interface MoveSettings extends DescentSettings {
  /** Of the way from a known design to the target, the share that its move is expected to miss by. */
  doubt: number;
}

type MovedSettings = { moves: MoveSettings & ChoiceSettings & { starts: number } };

/**
 * Ours: the look-up, made better by a surrogate. The nearest training samples, whose property was simulated, go down the
 * surrogate's gradient, but by as much as they lack themselves: the surrogate is asked only for the difference that a move makes,
 * of which it is surer than of the property. This is space mapping (Bandler et al. 1994) from what is known before the first
 * call; it makes none.
 */
export const movedSamples: Method<MovedSettings> = {
  name: 'moved samples',
  origin: 'ours',
  summary: 'the nearest samples go down the gradient of a network that predicts the property, by what they lack',
  settings: { moves: { starts: 2, steps: 30, learningRate: 0.05, sharpness: 10, doubt: 0.2, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  check({ moves }) {
    checkChoice(moves, 'moves');
    if (!(Number.isInteger(moves.starts) && moves.starts >= 1))
      throw new InputError('moves.starts', `${moves.starts}`, 'give a whole number of at least 1');
    checkMoves(moves, 'moves');
  },
  open: async (context, { moves }) =>
    new MovedSamples(context, await Surrogate.fromWeights(partOf(context.weights!, 'surrogate')), await context.samples(), moves),
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
    const { latents, corrections } = await moveTowards(networks, known, target, this.settings, run);
    const correctionOf = (latent: number): Correction => corrections[latent];
    const { candidates, warnings } = await chooseNearest(networks, latents, target, count, this.settings, run, correctionOf);
    return { candidates, warnings: [...warnOfTarget(wanted, property, range), ...warnings] };
  }
}

/** A latent whose property (P numbers) was simulated. */
export interface KnownDesign {
  latent: Float32Array;
  y: ArrayLike<number>;
}

export function knownSamples(samples: Samples): KnownDesign[] {
  const size = samples.latentSide ** 2;
  const numbers = countNumbers(samples);
  return Array.from({ length: countSamples(samples) }, (_, i) => ({
    latent: samples.latents.subarray(i * size, (i + 1) * size),
    y: samples.y.subarray(i * numbers, (i + 1) * numbers),
  }));
}

/** The `count` designs whose property is nearest to the target, nearest first. */
export function nearestKnown(known: readonly KnownDesign[], target: ArrayLike<number>, count: number): KnownDesign[] {
  const distances = known.map(({ y }) => rootMeanSquare(y, target));
  const order = [...known.keys()].sort((a, b) => distances[a] - distances[b] || a - b);
  return order.slice(0, count).map((i) => known[i]);
}

/**
 * Known designs moved towards a target (P numbers): their latents after going down the surrogate's gradient, and what their own
 * simulation says of the surrogate's error near them.
 */
export async function moveTowards(
  networks: Networks,
  known: readonly KnownDesign[],
  target: readonly number[],
  settings: MoveSettings,
  run?: RunControl,
): Promise<{ latents: Float32Array; corrections: Correction[] }> {
  const { generator, surrogate, latentSide } = networks;
  const { numbers } = surrogate;
  const starts = Float32Array.from(known.flatMap(({ latent }) => [...latent]));
  const seen = predictSoftly(networks, starts, settings);
  const lacking = known.flatMap(({ y }, i) => target.map((value, k) => value - y[k] + seen[i * numbers + k]));
  const latents = moveInside(await descendLatents(networks, starts, lacking, settings, run));
  const predicted = surrogate.predict(candidatesOf(generator, starts, latentSide).map(({ microstructure }) => microstructure));
  const corrections = known.map(({ y }, i) => ({
    added: Array.from(y, (value, k) => value - predicted[i * numbers + k]),
    doubt: settings.doubt * rootMeanSquare(y, target),
  }));
  return { latents, corrections };
}

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkMoves(settings: MoveSettings, group: string): void {
  checkDescent(settings, group);
  if (!(settings.doubt >= 0)) throw new InputError(`${group}.doubt`, `${settings.doubt}`, 'give a share of at least 0');
}
