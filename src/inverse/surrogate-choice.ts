import { mean } from 'simple-statistics';
import type { Generator } from '../gan/generator';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
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

/**
 * Of latents (n × latentSide²) the `count` whose microstructures the surrogate puts nearest to the target, none too close to a
 * better one. All are predicted by one view of each, the nearest ones again by all eight.
 */
export async function chooseNearest(
  { generator, surrogate, latentSide }: { generator: Generator; surrogate: Surrogate; latentSide: number },
  latents: Float32Array,
  target: number,
  count: number,
  { apart }: ChoiceSettings,
  run?: RunControl,
): Promise<Pick<Design, 'candidates' | 'expectedRep' | 'warnings'>> {
  const size = latentSide ** 2;
  const total = latents.length / size;
  const all: { candidate: Candidate; distance: number }[] = [];
  for (let first = 0; first < total; first += together) {
    throwIfInterrupted(run);
    const some = candidatesOf(generator, latents.slice(first * size, (first + together) * size), latentSide);
    const predicted = predict(surrogate, some, 1);
    all.push(...some.map((candidate, i) => ({ candidate, distance: Math.abs(predicted[i] - target) })));
    run?.onProgress?.({ label: 'ranking candidates', done: all.length, total });
    await breathe();
  }
  all.sort((a, b) => a.distance - b.distance);
  const nearest = all.slice(0, shortlist * count).map(({ candidate }) => candidate);
  const distances = Array.from(predict(surrogate, nearest), (value) => Math.abs(value - target));
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
  const images = nearest.map(({ microstructure }) => microstructure);
  const { chosen, close } = chooseApart(images, order, count, apart);
  const expectedRep = mean(chosen.map((i) => (100 * distances[i]) / target));
  return {
    candidates: chosen.map((i) => nearest[i]),
    expectedRep,
    warnings: [...warnOfReach(expectedRep, target), ...warnOfClose(close, count, apart)],
  };
}

/** Designs that the surrogate itself puts farther from their target, in percent of it, on average, are not to be relied on. */
export const doubtAbove = 2;

/** Abstention: a sentence where a target seems out of reach. */
const warnOfReach = (expectedRep: number, target: number): string[] =>
  expectedRep > doubtAbove
    ? [
        `the target ${target} seems out of reach: the nearest designs are expected to miss it by ${expectedRep.toFixed(1)} % on average`,
      ]
    : [];

const predict = (surrogate: Surrogate, candidates: readonly Candidate[], views?: number): Float32Array =>
  surrogate.predict(
    candidates.map(({ microstructure }) => microstructure),
    views,
  );

/** The target as one number. Throws InputError where it is several. */
export function oneNumber(target: PropertyValue, method: string): number {
  if (typeof target === 'number') return target;
  throw new InputError('target', `${method} takes one number`, 'name one');
}

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkChoice({ apart }: ChoiceSettings, group: string): void {
  if (!(apart >= 0 && apart < 1)) throw new InputError(`${group}.apart`, `${apart}`, 'give a share of at least 0, below 1');
}
