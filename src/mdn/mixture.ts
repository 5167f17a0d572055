import type { RandomStream } from '../numerics/random';

/** A mixture of K Gaussians with diagonal covariance in M dimensions: P(z|y) for one y (Eq. 2). */
export interface Mixture {
  /** Mixing coefficients π: K, their sum is 1. */
  mixing: Float32Array;
  /** Means μ: K × M, component by component. */
  means: Float32Array;
  /** Standard deviations σ: K × M. */
  standardDeviations: Float32Array;
}

/** ln of the mixture's density at z (M numbers), by log-sum-exp. */
export function logDensity({ mixing, means, standardDeviations }: Mixture, z: ArrayLike<number>): number {
  const terms = Array.from(mixing, (coefficient, k) => {
    let sum = Math.log(coefficient) - (z.length / 2) * Math.log(2 * Math.PI);
    for (let i = 0; i < z.length; i++) {
      const sigma = standardDeviations[k * z.length + i];
      sum -= 0.5 * ((z[i] - means[k * z.length + i]) / sigma) ** 2 + Math.log(sigma);
    }
    return sum;
  });
  const largest = Math.max(...terms);
  if (largest === -Infinity) return -Infinity;
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}

/**
 * `count` samples (count × M). Each draws its own component by the mixing coefficients and then takes the standard deviations
 * as such; the authors' code draws one component for all samples and takes σ as a variance, which their paper does not say.
 */
export function sampleMixture(mixture: Mixture, count: number, random: RandomStream): Float32Array {
  const { mixing, means, standardDeviations } = mixture;
  const dimensions = means.length / mixing.length;
  const samples = new Float32Array(count * dimensions);
  for (let sample = 0; sample < count; sample++) {
    const k = drawComponent(mixing, random);
    for (let i = 0; i < dimensions; i++) {
      const at = k * dimensions + i;
      samples[sample * dimensions + i] = means[at] + standardDeviations[at] * random.normal();
    }
  }
  return samples;
}

function drawComponent(mixing: Float32Array, random: RandomStream): number {
  let left = random.uniform();
  let drawn = 0;
  for (let k = 0; k < mixing.length; k++) {
    if (mixing[k] === 0) continue;
    // Where rounding leaves the sum of the coefficients a little below 1, the last one is taken.
    drawn = k;
    left -= mixing[k];
    if (left < 0) break;
  }
  return drawn;
}
