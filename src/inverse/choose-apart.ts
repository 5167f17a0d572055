import { pixelDifference } from '../microstructure/descriptors';
import { ShiftedPair, symmetricPairs } from '../microstructure/distance';
import type { Microstructure } from '../microstructure/microstructure';

/**
 * Which of some microstructures are closer than `apart` to each other: shares of pixels that differ, over all cyclic shifts,
 * flips and quarter turns, since films that differ in these are one film. Two are compared when that is first asked.
 */
export class Neighbours {
  private readonly turned = new Map<number, ShiftedPair[]>();
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly images: readonly Microstructure[],
    private readonly apart: number,
  ) {}

  /** Whether microstructure i is too close to number j. */
  areClose(i: number, j: number): boolean {
    if (this.apart === 0) return false;
    const pair = `${Math.min(i, j)} ${Math.max(i, j)}`;
    let close = this.known.get(pair);
    if (close === undefined) {
      // most that were made from one another are close as they lie
      close =
        pixelDifference(this.images[i], this.images[j]) < this.apart ||
        this.turnsOf(j).some((turned) => turned.differenceFrom(this.images[i]) < this.apart);
      this.known.set(pair, close);
    }
    return close;
  }

  /** One of some microstructures that number i is too close to; those that it differs least from as they lie are looked at first. */
  closeTo(i: number, others: readonly number[]): number | undefined {
    const differences = new Map(others.map((j) => [j, pixelDifference(this.images[i], this.images[j])]));
    return [...others].sort((a, b) => differences.get(a)! - differences.get(b)!).find((j) => this.areClose(i, j));
  }

  private turnsOf(j: number): ShiftedPair[] {
    let turns = this.turned.get(j);
    if (!turns) {
      turns = symmetricPairs(this.images[j]).map((pair) => new ShiftedPair(...pair));
      this.turned.set(j, turns);
    }
    return turns;
  }
}

/**
 * Numbers of `count` microstructures: the first ones of an order, best first, that are not within `apart` of one that was taken
 * before, so that of each cluster the best is taken. Where fewer are that far apart, the first of the rest fill up.
 */
export function chooseApart(
  images: readonly Microstructure[],
  order: readonly number[],
  count: number,
  apart: number,
  neighbours = new Neighbours(images, apart),
): { chosen: number[]; close: number } {
  const chosen: number[] = [];
  const close: number[] = [];
  for (const i of order) {
    if (chosen.length === count) break;
    (chosen.some((j) => neighbours.areClose(i, j)) ? close : chosen).push(i);
  }
  const filled = close.slice(0, count - chosen.length);
  return { chosen: [...chosen, ...filled], close: filled.length };
}

/** What is to be said where designs had to be taken that are close to others. */
export const warnOfClose = (close: number, count: number, apart: number): string[] =>
  close > 0 ? [`${close} of ${count} designs differ from another in less than ${100 * apart} % of their pixels`] : [];
