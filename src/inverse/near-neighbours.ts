import { pixelDifference } from '../microstructure/descriptors';
import type { Microstructure } from '../microstructure/microstructure';
import { Neighbours } from './choose-apart';

/** `Neighbours` of many microstructures made from one another: most that are close are so as they lie, and found without shifts. */
export class NearNeighbours extends Neighbours {
  constructor(
    private readonly all: readonly Microstructure[],
    private readonly least: number,
  ) {
    super(all, least);
  }

  override areClose(i: number, j: number): boolean {
    return pixelDifference(this.all[i], this.all[j]) < this.least || super.areClose(i, j);
  }

  /** One of some microstructures that number i is too close to; those that it differs least from as they lie are looked at first. */
  closeTo(i: number, others: readonly number[]): number | undefined {
    const differences = new Map(others.map((j) => [j, pixelDifference(this.all[i], this.all[j])]));
    return [...others].sort((a, b) => differences.get(a)! - differences.get(b)!).find((j) => this.areClose(i, j));
  }
}
