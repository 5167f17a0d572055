import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { checkPositive } from './check-ranges';

/** How far a known error tells of others. */
export interface ResidualSettings {
  /** Of the Gaussian kernel, in the unit of latents. */
  length: number;
  /** Variance that no latent explains, as a share of the errors' own. */
  noise: number;
}

/**
 * The errors of a surrogate, near latents where they are known: a Gaussian process of mean 0 for each of the property's P
 * numbers, all with one kernel exp(−|z − z′|² / 2 length²) (Rasmussen and Williams 2006, Eqs. 2.25 and 2.26). Far from what is
 * known it says nothing, and its variance is that of the errors.
 */
export class ResidualModel {
  /** K⁻¹, m × m, and K⁻¹ times the errors, m × P, row by row. */
  readonly inverse: Float32Array;
  readonly weights: Float32Array;
  /** Variances of the errors, P. */
  readonly variances: Float64Array;

  /**
   * @param latents m × size
   * @param errors m × P: what is to be added to the surrogate's numbers at each
   */
  constructor(
    readonly latents: Float32Array,
    readonly size: number,
    errors: Float64Array,
    readonly settings: ResidualSettings,
  ) {
    const count = latents.length / size;
    const numbers = errors.length / count;
    const kernel = Matrix.zeros(count, count);
    for (let i = 0; i < count; i++) {
      const row = this.kernelAt(latents.subarray(i * size, (i + 1) * size));
      for (let j = 0; j < count; j++) kernel.set(i, j, row[j] + (i === j ? settings.noise : 0));
    }
    const inverse = new CholeskyDecomposition(kernel).solve(Matrix.eye(count));
    const known = Matrix.from1DArray(count, numbers, Array.from(errors));
    this.inverse = Float32Array.from(inverse.to1DArray());
    this.weights = Float32Array.from(inverse.mmul(known).to1DArray());
    this.variances = Float64Array.from({ length: numbers }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < count; i++) sum += errors[i * numbers + k] ** 2;
      return sum / count;
    });
  }

  /** What is to be added to the surrogate's numbers at a latent, and the variance that is left, as a share of the errors' own. */
  at(latent: Float32Array): { added: Float64Array; share: number } {
    const near = this.kernelAt(latent);
    const numbers = this.variances.length;
    const added = new Float64Array(numbers);
    let explained = 0;
    near.forEach((value, i) => {
      for (let k = 0; k < numbers; k++) added[k] += value * this.weights[i * numbers + k];
      for (let j = 0; j < near.length; j++) explained += value * this.inverse[i * near.length + j] * near[j];
    });
    return { added, share: Math.max(0, 1 - explained) };
  }

  private kernelAt(latent: Float32Array): number[] {
    const { latents, size, settings } = this;
    return Array.from({ length: latents.length / size }, (_, i) => {
      let square = 0;
      for (let k = 0; k < size; k++) square += (latents[i * size + k] - latent[k]) ** 2;
      return Math.exp(-square / (2 * settings.length ** 2));
    });
  }
}

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkResiduals(settings: ResidualSettings, group: string): void {
  checkPositive(settings, ['length', 'noise'], group);
}
