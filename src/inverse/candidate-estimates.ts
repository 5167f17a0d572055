import { fitKernel, usualKernel } from '../gaussian-process/fit';
import type { Kernel } from '../gaussian-process/kernel';
import { density, distribution } from '../gaussian-process/normal';
import { predict } from '../gaussian-process/prediction';
import { GaussianProcess } from '../gaussian-process/regression';
import type { RandomStream } from '../numerics/random';

/** What is thought of the property of each of some candidates: means and standard deviations. */
export interface Estimates {
  means: Float64Array;
  deviations: Float64Array;
}

/** Fewer differences than these are described by their mean and spread alone. */
const leastToFit = 12;

/**
 * Estimates of candidates by a better model of their property, from those by a worse one and from some values of the better:
 * the difference of both is a Gaussian process of the latent (Kennedy and O'Hagan 2000, with a factor of 1). A known value is
 * its own estimate. The deviations are of a value, the part that no latent explains in them.
 */
export class DifferenceModel {
  private kernel: Kernel;

  /** `latents`: count × dimensions, those of all candidates. */
  constructor(
    private readonly latents: Float64Array,
    private readonly dimensions: number,
    private readonly random: RandomStream,
  ) {
    this.kernel = usualKernel(dimensions);
  }

  /** Estimates by the better model: `known` has its values by the candidates' numbers. */
  improve(worse: Estimates, known: ReadonlyMap<number, number>): Estimates {
    const differences = this.predictDifferences(
      Array.from(known, ([candidate, value]) => ({ candidate, difference: value - worse.means[candidate] })),
    );
    const means = worse.means.map((mean, i) => known.get(i) ?? mean + differences.means[i]);
    const deviations = worse.deviations.map((deviation, i) =>
      known.has(i) ? 0 : Math.hypot(deviation, differences.deviations[i]),
    );
    return { means, deviations };
  }

  private predictDifferences(known: readonly { candidate: number; difference: number }[]): Estimates {
    const count = this.latents.length / this.dimensions;
    const values = Float64Array.from(known, ({ difference }) => difference);
    if (known.length < leastToFit) {
      const { mean, deviation } = spreadOf(values);
      return { means: new Float64Array(count).fill(mean), deviations: new Float64Array(count).fill(deviation) };
    }
    const points = Float64Array.from(known.flatMap(({ candidate }) => [...this.latentOf(candidate)]));
    this.kernel = fitKernel(points, values, this.kernel, this.random.derive(known.length), 1);
    const { model } = new GaussianProcess(this.kernel, points, values);
    const { means, deviations } = predict(model, this.latents);
    const noise = model.deviation * Math.sqrt(this.kernel.noise);
    return { means, deviations: deviations.map((deviation) => Math.hypot(deviation, noise)) };
  }

  private latentOf(candidate: number): Float64Array {
    return this.latents.subarray(candidate * this.dimensions, (candidate + 1) * this.dimensions);
  }
}

/** Mean and standard deviation of values; 0 where nothing tells of them. */
function spreadOf(values: Float64Array): { mean: number; deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** The mean of |x| for a normal x of this mean and standard deviation. */
export function meanDistance(mean: number, deviation: number): number {
  if (deviation === 0) return Math.abs(mean);
  const z = Math.abs(mean) / deviation;
  return deviation * (2 * density(z) + z * (1 - 2 * distribution(-z)));
}
