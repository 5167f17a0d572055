import { ShiftedPair, symmetricPairs } from '../microstructure/distance';
import type { Microstructure } from '../microstructure/microstructure';

/**
 * Numbers of `count` microstructures: the first ones of an order, best first, that are not within `apart` of one that was taken
 * before, so that of each cluster the best is taken. Distances are shares of pixels that differ, over all cyclic shifts, flips
 * and quarter turns: films that differ in these are one film. Where fewer are that far apart, the first of the rest fill up.
 */
export function chooseApart(
  images: readonly Microstructure[],
  order: readonly number[],
  count: number,
  apart: number,
): { chosen: number[]; close: number } {
  const chosen: number[] = [];
  const close: number[] = [];
  const taken: ShiftedPair[] = [];
  for (const i of order) {
    if (chosen.length === count) break;
    if (taken.some((pair) => pair.differenceFrom(images[i]) < apart)) {
      close.push(i);
      continue;
    }
    chosen.push(i);
    taken.push(...symmetricPairs(images[i]).map((pair) => new ShiftedPair(...pair)));
  }
  const filled = close.slice(0, count - chosen.length);
  return { chosen: [...chosen, ...filled], close: filled.length };
}

/** What is to be said where designs had to be taken that are close to others. */
export const warnOfClose = (close: number, count: number, apart: number): string[] =>
  close > 0 ? [`${close} of ${count} designs differ from another in less than ${100 * apart} % of their pixels`] : [];
