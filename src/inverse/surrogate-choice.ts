import type { Generator } from '../gan/generator';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import type { Surrogate } from '../surrogate/surrogate';
import { candidatesOf } from './candidates';
import { chooseApart } from './choose-apart';
import type { Candidate } from './model';

/** How candidates are chosen by what a surrogate says of them. */
export interface ChoiceSettings {
  /** Designs of one target are at least so far apart: the share of pixels that differ over shifts, flips and turns. */
  apart: number;
}

/** Candidates made and predicted between two looks at whether the run is to end. */
const together = 100;
/** For each design so many candidates, the nearest by one view, are looked at in all views. */
const shortlist = 8;

/** What candidates are made and predicted with. */
export interface Networks {
  generator: Generator;
  surrogate: Surrogate;
  latentSide: number;
}

/** A candidate, and what the surrogate says of it. */
export interface Predicted {
  candidate: Candidate;
  predicted: number;
}

/**
 * Of latents (n × latentSide²) the `count` whose microstructures the surrogate puts nearest to the target, none too close to a
 * better one. All are predicted by one view of each, the nearest ones again by all eight.
 */
export async function chooseNearest(
  networks: Networks,
  latents: Float32Array,
  target: number,
  count: number,
  { apart }: ChoiceSettings,
  run?: RunControl,
): Promise<{ candidates: Candidate[]; warnings: string[] }> {
  const nearest = await nearestPredicted(networks, latents, target, shortlist * count, run);
  const images = nearest.map(({ candidate }) => candidate.microstructure);
  const { chosen, close } = chooseApart(images, [...images.keys()], count, apart);
  return { candidates: chosen.map((i) => nearest[i].candidate), warnings: warnOfClose(close, count, apart) };
}

/** A sentence where designs are closer to each other than they should be. */
export function warnOfClose(close: number, count: number, apart: number): string[] {
  return close > 0 ? [`${close} of ${count} designs differ from another in less than ${100 * apart} % of their pixels`] : [];
}

/**
 * Of latents (n × latentSide²) the `count` whose microstructures the surrogate puts nearest to the target by one view of each,
 * in the order of what it says by all eight.
 */
export async function nearestPredicted(
  { generator, surrogate, latentSide }: Networks,
  latents: Float32Array,
  target: number,
  count: number,
  run?: RunControl,
): Promise<Predicted[]> {
  const size = latentSide ** 2;
  const total = latents.length / size;
  const all: Predicted[] = [];
  const byDistance = (a: Predicted, b: Predicted) => Math.abs(a.predicted - target) - Math.abs(b.predicted - target);
  for (let first = 0; first < total; first += together) {
    const some = candidatesOf(generator, latents.slice(first * size, (first + together) * size), latentSide);
    all.push(...predict(surrogate, some, 1));
    await tell('ranking candidates', all.length, total, run);
  }
  const nearest = all.sort(byDistance).slice(0, count);
  const again: Predicted[] = [];
  for (let first = 0; first < nearest.length; first += together) {
    const some = nearest.slice(first, first + together).map(({ candidate }) => candidate);
    again.push(...predict(surrogate, some));
    await tell('ranking the nearest again', again.length, nearest.length, run);
  }
  return again.sort(byDistance);
}

function predict(surrogate: Surrogate, candidates: readonly Candidate[], views?: number): Predicted[] {
  const images = candidates.map(({ microstructure }) => microstructure);
  const predicted = surrogate.predict(images, views);
  return candidates.map((candidate, i) => ({ candidate, predicted: predicted[i] }));
}

async function tell(label: string, done: number, total: number, run?: RunControl): Promise<void> {
  run?.onProgress?.({ label, done, total });
  await breathe();
  throwIfInterrupted(run);
}

/** The target as one number. Throws InputError where it is several. */
export function oneNumber(target: PropertyValue, method: string): number {
  if (typeof target === 'number') return target;
  throw new InputError('target', `${method} takes one number`, 'name one');
}

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkChoice({ apart }: ChoiceSettings, group: string): void {
  if (!(apart >= 0 && apart < 1)) throw new InputError(`${group}.apart`, `${apart}`, 'give a share of at least 0, below 1');
}
