import { mean } from 'simple-statistics';
import type { Generator } from '../gan/generator';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import { numbersIn, type PropertyValue } from '../simulation/property';
import { rootMeanSquare } from '../simulation/residual';
import type { Surrogate } from '../surrogate/surrogate';
import { candidatesOf } from './candidates';
import { chooseApart, warnOfClose } from './choose-apart';
import type { Candidate, Design } from './model';

/** How candidates are chosen by what a surrogate says of them. */
export interface ChoiceSettings {
  /** Designs of one target are at least so far apart: the share of pixels that differ over shifts, flips and turns. */
  apart: number;
}

/** Candidates made and predicted between two looks at whether the run is to end. */
const together = 100;
/** For each design so many candidates, the nearest by one view, are looked at in all views. */
const shortlist = 8;
/** Designs that the surrogate itself puts farther from their target, in percent of it, on average, are not to be relied on. */
export const doubtAbove = 2;

/** What candidates are made and predicted with. */
export interface Networks {
  generator: Generator;
  surrogate: Surrogate;
  latentSide: number;
}

/** What is known of a latent besides the surrogate's prediction of its property, by a simulation near it. */
export interface Correction {
  /** Added to the prediction: P numbers. */
  added: ArrayLike<number>;
  /** Root mean square error that is expected of the prediction then. */
  doubt: number;
}

/** A candidate, and what the surrogate says of it. */
export interface Predicted {
  candidate: Candidate;
  /** The P numbers of its property, by the surrogate alone. */
  predicted: Float32Array;
  /** From the target: the root mean square over the P numbers, corrected where there is a correction, and its doubt. */
  distance: number;
  correction?: Correction;
}

/**
 * Of latents (n × latentSide²) the `count` whose microstructures the surrogate puts nearest to the target, in the root mean
 * square over its numbers, none too close to a better one. All are predicted by one view of each, the nearest ones again by all
 * eight. Where even they are expected to miss the target by far, a warning says so.
 *
 * @param corrections what is known of each latent besides, where something is; of those that are predicted as near, those with less
 *   doubt come first
 */
export async function chooseNearest(
  networks: Networks,
  latents: Float32Array,
  target: PropertyValue,
  count: number,
  { apart }: ChoiceSettings,
  run?: RunControl,
  corrections?: readonly Correction[],
): Promise<Pick<Design, 'candidates' | 'expectedRep' | 'warnings'>> {
  const nearest = await nearestPredicted(networks, latents, target, shortlist * count, run, corrections);
  const images = nearest.map(({ candidate }) => candidate.microstructure);
  const { chosen, close } = chooseApart(images, [...images.keys()], count, apart);
  const wanted = typeof target === 'number' ? target : mean([...target]);
  const expectedRep = mean(chosen.map((i) => (100 * nearest[i].distance) / wanted));
  return {
    candidates: chosen.map((i) => nearest[i].candidate),
    expectedRep,
    warnings: [...warnOfReach(expectedRep), ...warnOfClose(close, count, apart)],
  };
}

/** Abstention: a sentence where a target seems out of reach. */
const warnOfReach = (expectedRep: number): string[] =>
  expectedRep > doubtAbove
    ? [`the target seems out of reach: the nearest designs are expected to miss it by ${expectedRep.toFixed(1)} % on average`]
    : [];

/**
 * Of latents (n × latentSide²) the `count` whose microstructures the surrogate puts nearest to the target by one view of each,
 * in the order of what it says by all eight.
 */
export async function nearestPredicted(
  networks: Networks,
  latents: Float32Array,
  target: PropertyValue,
  count: number,
  run?: RunControl,
  corrections?: readonly Correction[],
): Promise<Predicted[]> {
  const { generator, surrogate, latentSide } = networks;
  const size = latentSide ** 2;
  const total = latents.length / size;
  const wanted = numbersIn(target);
  const byDistance = (a: Predicted, b: Predicted) => a.distance - b.distance;
  const all: Predicted[] = [];
  for (let first = 0; first < total; first += together) {
    const some = candidatesOf(generator, latents.slice(first * size, (first + together) * size), latentSide);
    const corrected = some.map((candidate, i) => ({ candidate, correction: corrections?.[first + i] }));
    all.push(...predict(surrogate, wanted, corrected, 1));
    await tell('ranking candidates', all.length, total, run);
  }
  const nearest = all.sort(byDistance).slice(0, count);
  const again: Predicted[] = [];
  for (let first = 0; first < nearest.length; first += together) {
    again.push(...predict(surrogate, wanted, nearest.slice(first, first + together)));
    await tell('ranking the nearest again', again.length, nearest.length, run);
  }
  return again.sort(byDistance);
}

function predict(
  surrogate: Surrogate,
  target: readonly number[],
  candidates: readonly Pick<Predicted, 'candidate' | 'correction'>[],
  views?: number,
): Predicted[] {
  const { numbers } = surrogate;
  const images = candidates.map(({ candidate }) => candidate.microstructure);
  const all = surrogate.predict(images, views);
  return candidates.map(({ candidate, correction }, i) => {
    const predicted = all.subarray(i * numbers, (i + 1) * numbers);
    const { added, doubt } = correction ?? { added: new Float64Array(numbers), doubt: 0 };
    const corrected = Float64Array.from(predicted, (value, k) => value + added[k]);
    return { candidate, predicted, correction, distance: Math.hypot(rootMeanSquare(corrected, target), doubt) };
  });
}

async function tell(label: string, done: number, total: number, run?: RunControl): Promise<void> {
  run?.onProgress?.({ label, done, total });
  await breathe();
  throwIfInterrupted(run);
}

/** The numbers of a target. Throws InputError where they are not as many as the method has learnt. */
export function numbersOf(target: PropertyValue, count: number, method: string): readonly number[] {
  const numbers = numbersIn(target);
  if (numbers.length === count) return numbers;
  const wanted = count === 1 ? 'one number' : `${count} numbers`;
  throw new InputError('target', `${method} takes ${wanted}, not ${numbers.length}`, `name ${count === 1 ? 'one' : count}`);
}

/** The target as one number. Throws InputError where it is several. */
export const oneNumber = (target: PropertyValue, method: string): number => numbersOf(target, 1, method)[0];

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkChoice({ apart }: ChoiceSettings, group: string): void {
  if (!(apart >= 0 && apart < 1)) throw new InputError(`${group}.apart`, `${apart}`, 'give a share of at least 0, below 1');
}
