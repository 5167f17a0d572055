import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import { rootMeanSquare } from '../simulation/residual';
import type { Surrogate } from '../surrogate/surrogate';
import { candidatesOf } from './candidates';
import { chooseApart } from './choose-apart';
import type { Networks } from './latent-descent';
import type { Candidate } from './model';
import type { ChoiceSettings } from './surrogate-choice';

/** Candidates made and predicted between two looks at whether the run is to end. */
const together = 100;
/** For each design so many candidates, the nearest by one view, are looked at in all views. */
const shortlist = 8;

/** What is known of a latent besides the surrogate's prediction of its property, by a simulation near it. */
export interface Correction {
  /** Added to the prediction: P numbers. */
  added: ArrayLike<number>;
  /** Root mean square error that is expected of the prediction then. */
  doubt: number;
}

interface Predictable {
  candidate: Candidate;
  correction?: Correction;
}

/**
 * Of latents (n × latentSide²) the `count` whose microstructures the surrogate puts nearest to the target, in the root mean
 * square over its numbers, none too close to a better one. All are predicted by one view of each, the nearest ones again by all
 * eight.
 *
 * @param corrections what is known of each latent besides, where something is; of those that are predicted as near, those with less
 *   doubt come first
 */
export async function chooseCorrected(
  { generator, surrogate, latentSide }: Networks,
  latents: Float32Array,
  target: PropertyValue,
  count: number,
  { apart }: ChoiceSettings,
  run?: RunControl,
  corrections?: readonly Correction[],
): Promise<{ candidates: Candidate[]; warnings: string[] }> {
  const size = latentSide ** 2;
  const total = latents.length / size;
  const wanted = typeof target === 'number' ? [target] : target;
  const all: (Predictable & { distance: number })[] = [];
  for (let first = 0; first < total; first += together) {
    throwIfInterrupted(run);
    const some = candidatesOf(generator, latents.slice(first * size, (first + together) * size), latentSide);
    const predictable = some.map((candidate, i) => ({ candidate, correction: corrections?.[first + i] }));
    const distances = distancesTo(wanted, surrogate, predictable, 1);
    all.push(...predictable.map((each, i) => ({ ...each, distance: distances[i] })));
    run?.onProgress?.({ label: 'ranking candidates', done: all.length, total });
    await breathe();
  }
  all.sort((a, b) => a.distance - b.distance);
  const nearest = all.slice(0, shortlist * count);
  const distances = distancesTo(wanted, surrogate, nearest);
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
  const images = nearest.map(({ candidate }) => candidate.microstructure);
  const { chosen, close } = chooseApart(images, order, count, apart);
  const warning = `${close} of ${count} designs differ from another in less than ${100 * apart} % of their pixels`;
  return { candidates: chosen.map((i) => nearest[i].candidate), warnings: close > 0 ? [warning] : [] };
}

/** How far from the target the surrogate puts each. */
function distancesTo(
  target: readonly number[],
  surrogate: Surrogate,
  candidates: readonly Predictable[],
  views?: number,
): number[] {
  const { numbers } = surrogate;
  const images = candidates.map(({ candidate }) => candidate.microstructure);
  const predicted = surrogate.predict(images, views);
  return candidates.map(({ correction }, i) => {
    const own = predicted.subarray(i * numbers, (i + 1) * numbers);
    if (!correction) return rootMeanSquare(own, target);
    const { added, doubt } = correction;
    return Math.hypot(
      rootMeanSquare(
        Float64Array.from(own, (value, k) => value + added[k]),
        target,
      ),
      doubt,
    );
  });
}

/** The numbers of a target. Throws InputError where they are not as many as the method has learnt. */
export function numbersOf(target: PropertyValue, count: number, method: string): readonly number[] {
  const numbers = typeof target === 'number' ? [target] : target;
  if (numbers.length === count) return numbers;
  const wanted = count === 1 ? 'one number' : `${count} numbers`;
  throw new InputError('target', `${method} takes ${wanted}, not ${numbers.length}`, `name ${count === 1 ? 'one' : count}`);
}
