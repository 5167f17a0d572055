import type { RandomStream } from '../numerics/random';

/** A mixture of K Gaussians with diagonal covariance in M dimensions: P(z|y) for one y (Eq. 2). */
export interface Mixture {
  /** K, their sum is 1 */
  weights: Float32Array;
  /** K × M */
  means: Float32Array;
  /** K × M standard deviations */
  deviations: Float32Array;
}

/** ln of the mixture's density at z (M numbers), by log-sum-exp. */
export function logDensity({ weights, means, deviations }: Mixture, z: ArrayLike<number>): number {
  const terms = Array.from(weights, (weight, k) => {
    let sum = Math.log(weight) - (z.length / 2) * Math.log(2 * Math.PI);
    for (let i = 0; i < z.length; i++) {
      const deviation = deviations[k * z.length + i];
      sum -= 0.5 * ((z[i] - means[k * z.length + i]) / deviation) ** 2 + Math.log(deviation);
    }
    return sum;
  });
  const largest = Math.max(...terms);
  if (largest === -Infinity) return -Infinity;
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}

/**
 * `count` samples (count × M). Each draws its own component by weight and then takes the standard deviations as such; the
 * authors' code draws one component for all samples and takes σ as a variance, which their paper does not say.
 */
export function sampleMixture(mixture: Mixture, count: number, random: RandomStream): Float32Array {
  const { weights, means, deviations } = mixture;
  const dimensions = means.length / weights.length;
  const samples = new Float32Array(count * dimensions);
  for (let sample = 0; sample < count; sample++) {
    const k = drawComponent(weights, random);
    for (let i = 0; i < dimensions; i++) {
      const at = k * dimensions + i;
      samples[sample * dimensions + i] = means[at] + deviations[at] * random.normal();
    }
  }
  return samples;
}

function drawComponent(weights: Float32Array, random: RandomStream): number {
  let left = random.uniform();
  let drawn = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue;
    // Where rounding leaves the sum of the weights a little below 1, the last one is taken.
    drawn = k;
    left -= weights[k];
    if (left < 0) break;
  }
  return drawn;
}
