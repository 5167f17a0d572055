import { Matrix, solve } from 'ml-matrix';
import type { Microstructure } from '../microstructure/microstructure';

/**
 * What is known beforehand of a change of an image: the sums of the slopes of pixels that become phase 1, those of pixels that
 * become phase 0, and the number of pixels that are flipped for their own sake, in the unit of `typicalChange`.
 */
export interface FirstOrder {
  toOne: number;
  toZero: number;
  flips: number;
}

/** What first order says of going from one image to another of its size, by the slopes of each pixel. */
export function firstOrderChange(from: Microstructure, to: Microstructure, slopes: Float32Array): FirstOrder {
  const change = { toOne: 0, toZero: 0, flips: 0 };
  from.pixels.forEach((pixel, i) => {
    if (to.pixels[i] === pixel) return;
    if (pixel === 0) change.toOne += slopes[i];
    else change.toZero -= slopes[i];
  });
  return change;
}

/** What a simulation said of a change of a design, by its number, and the error that was expected of the prediction. */
export interface Observation extends FirstOrder {
  design: number;
  change: number;
  error: number;
}

/** How far the factors of first order are from 1 in general, and from those of another design. */
const doubt = 0.3;
const betweenDesigns = 0.3;
/** Errors of one flip's prediction: a share of its own change, and of the change that is typical of all. */
export const errorOfChange = 0.1;
export const errorOfTypical = 0.4;

/**
 * By what first order is to be multiplied, for pixels that become phase 1 and for those that become phase 0, and what each flip
 * changes besides, as its second order does: fitted to what simulations said by least squares, with the prior that first order
 * is right. What a design showed itself counts most.
 */
export class FlipFactors {
  constructor(private readonly seen: Observation[] = []) {}

  observe(observation: Observation): void {
    if (observation.toOne !== 0 || observation.toZero !== 0) this.seen.push(observation);
  }

  /** All that has been observed, for a checkpoint. */
  get observations(): readonly Observation[] {
    return this.seen;
  }

  /** The factors for a design. */
  fit(design: number): FirstOrder {
    const normal = new Matrix([
      [1 / doubt ** 2, 0, 0],
      [0, 1 / doubt ** 2, 0],
      [0, 0, 1 / errorOfTypical ** 2],
    ]);
    const right = [1 / doubt ** 2, 1 / doubt ** 2, 0];
    for (const { toOne, toZero, flips, change, error, ...seen } of this.seen) {
      const others = seen.design === design ? 0 : betweenDesigns * (Math.abs(toOne) + Math.abs(toZero));
      const weight = 1 / (error ** 2 + others ** 2);
      const features = [toOne, toZero, flips];
      features.forEach((a, i) => {
        right[i] += weight * a * change;
        features.forEach((b, j) => {
          normal.set(i, j, normal.get(i, j) + weight * a * b);
        });
      });
    }
    const [toOne, toZero, flips] = solve(normal, Matrix.columnVector(right)).to1DArray();
    return { toOne, toZero, flips };
  }
}

/** The change that first order and the factors predict. */
export const predictChange = (first: FirstOrder, factors: FirstOrder): number =>
  factors.toOne * first.toOne + factors.toZero * first.toZero + factors.flips * first.flips;
