import type { Microstructure } from '../microstructure/microstructure';

/** Of what is changed in an image, the first-order change of the property: by pixels that become phase 1, and phase 0. */
export interface FirstOrder {
  toOne: number;
  toZero: number;
}

/** What first order says of going from one image to another of its size, by the slopes of each pixel. */
export function firstOrderChange(from: Microstructure, to: Microstructure, slopes: Float32Array): FirstOrder {
  const change = { toOne: 0, toZero: 0 };
  from.pixels.forEach((pixel, i) => {
    if (to.pixels[i] === pixel) return;
    if (pixel === 0) change.toOne += slopes[i];
    else change.toZero -= slopes[i];
  });
  return change;
}

/** What a simulation said of a change of a design, by its number. */
export interface Observation extends FirstOrder {
  design: number;
  change: number;
}

/** How far first order is off, as a share: before anything is known, where other designs tell, and where the design itself does. */
const doubt = 0.3;
const betweenDesigns = 0.3;
export const scatter = 0.1;

/**
 * By what first order is to be multiplied, for pixels that become phase 1 and for those that become phase 0: two factors fitted
 * to what simulations said, by least squares of relative errors, with the prior that both are 1. What a design showed itself
 * counts most.
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
    const prior = 1 / doubt ** 2;
    let [oo, oz, zz, oc, zc] = [prior, 0, prior, prior, prior];
    for (const { toOne, toZero, change, ...seen } of this.seen) {
      const error = (seen.design === design ? scatter : betweenDesigns) * (Math.abs(toOne) + Math.abs(toZero));
      const weight = 1 / error ** 2;
      oo += weight * toOne * toOne;
      oz += weight * toOne * toZero;
      zz += weight * toZero * toZero;
      oc += weight * toOne * change;
      zc += weight * toZero * change;
    }
    const determinant = oo * zz - oz * oz;
    return { toOne: (oc * zz - zc * oz) / determinant, toZero: (zc * oo - oc * oz) / determinant };
  }
}

/** The change that first order and the factors predict. */
export const predictChange = (first: FirstOrder, factors: FirstOrder): number =>
  factors.toOne * first.toOne + factors.toZero * first.toZero;
