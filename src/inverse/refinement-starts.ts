import { admissibleFlips } from '../microstructure/flips';
import { chooseApart } from './choose-apart';
import type { Candidate } from './model';

/** With fewer pixels to flip than these, as films of straight walls have, there is no choice that sums up to what is wanted. */
const leastFlips = 20;

/**
 * The first so many candidates, best first, whose walls have steps enough to be refined and that are so far apart; where they
 * are too few, others fill up.
 */
export function chooseStarts(ranked: readonly Candidate[], count: number, apart: number): Candidate[] {
  const images = ranked.map(({ microstructure }) => microstructure);
  const flips = images.map((image) => admissibleFlips(image).length);
  const numbers = [...images.keys()];
  const order = [...numbers.filter((i) => flips[i] >= leastFlips), ...numbers.filter((i) => flips[i] < leastFlips)];
  return chooseApart(images, order, count, apart).chosen.map((i) => ranked[i]);
}
