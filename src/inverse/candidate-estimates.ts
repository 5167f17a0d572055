import { fitKernel, usualBounds, usualKernel } from '../gaussian-process/fit';
import type { Kernel } from '../gaussian-process/kernel';
import { density, distribution } from '../gaussian-process/normal';
import { predict } from '../gaussian-process/prediction';
import { GaussianProcess } from '../gaussian-process/regression';
import type { RandomStream } from '../numerics/random';
import { ResidualModel } from './residual-model';

/** What is thought of the property of each of some candidates: means and standard deviations. */
export interface Estimates {
  means: Float64Array;
  deviations: Float64Array;
}

/** Fewer differences than these are described by their mean and spread alone. */
const leastToFit = 12;
/** The least length of the process that serves all; what changes faster than that is left to near neighbours. */
const leastLength = 0.3;
/** How far a value tells of near neighbours, beyond what is known of all. */
const nearby = { length: 0.05, noise: 0.01 };

/**
 * Estimates of candidates by a better model of their property, from those by a worse one and from some values of the better:
 * the difference of both is a Gaussian process of the latent (Kennedy and O'Hagan 2000, with a factor of 1), and what that leaves
 * at a known candidate is nearly the same at its near neighbours, since of a small move the worse model tells the difference far
 * better than the value (defect correction). A known value is its own estimate.
 */
export class DifferenceModel {
  private kernel: Kernel;
  private fittedTo = 0;

  /** For latents of so many numbers. */
  constructor(
    private readonly dimensions: number,
    private readonly random: RandomStream,
  ) {
    this.kernel = usualKernel(dimensions);
  }

  /**
   * Estimates by the better model.
   *
   * @param latents count × dimensions, those of all candidates
   * @param known values of the better model by the candidates' numbers
   */
  improve(latents: Float64Array, worse: Estimates, known: ReadonlyMap<number, number>): Estimates {
    const numbers = [...known.keys()];
    const differences = Float64Array.from(numbers, (i) => known.get(i)! - worse.means[i]);
    const places = Float64Array.from(numbers.flatMap((i) => [...this.latentOf(latents, i)]));
    const far = this.predictDifferences(latents, places, differences);
    const left = differences.map((difference, k) => difference - far.means[numbers[k]]);
    const near = numbers.length > 0 ? new ResidualModel(Float32Array.from(places), this.dimensions, left, nearby) : undefined;
    const means = new Float64Array(worse.means.length);
    const deviations = new Float64Array(worse.means.length);
    worse.means.forEach((mean, i) => {
      const { added, share } = near?.at(Float32Array.from(this.latentOf(latents, i))) ?? { added: [0], share: 1 };
      means[i] = known.get(i) ?? mean + far.means[i] + added[0];
      // a known neighbour shows the errors of both models
      const unexplained = Math.hypot(worse.deviations[i], far.noise);
      deviations[i] = known.has(i) ? 0 : Math.hypot(far.deviations[i], Math.sqrt(share) * unexplained);
    });
    return { means, deviations };
  }

  /** Of the function that serves all candidates, and the deviation of values from it. */
  private predictDifferences(latents: Float64Array, places: Float64Array, values: Float64Array): Estimates & { noise: number } {
    const count = latents.length / this.dimensions;
    if (values.length < leastToFit) {
      const { mean, deviation } = spreadOf(values);
      return { means: new Float64Array(count).fill(mean), deviations: new Float64Array(count), noise: deviation };
    }
    if (this.fittedTo !== values.length) {
      this.fittedTo = values.length;
      const { lower, upper } = usualBounds(this.dimensions);
      const bounds = { lower: Float64Array.from(lower).fill(Math.log(leastLength), 1, 1 + this.dimensions), upper };
      this.kernel = fitKernel(places, values, this.kernel, this.random.derive(values.length), 1, bounds);
    }
    const { model } = new GaussianProcess(this.kernel, places, values);
    return { ...predict(model, latents), noise: model.deviation * Math.sqrt(this.kernel.noise) };
  }

  private latentOf(latents: Float64Array, i: number): Float64Array {
    return latents.subarray(i * this.dimensions, (i + 1) * this.dimensions);
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

/** The mean of max(0, bound − |x|) for such an x: how much nearer than `bound` it is expected to come, where it does. */
export function meanImprovement(mean: number, deviation: number, bound: number): number {
  if (deviation === 0) return Math.max(0, bound - Math.abs(mean));
  // the tent is a second difference of the ramp max(0, x)
  const ramp = (a: number): number => a * distribution(a / deviation) + deviation * density(a / deviation);
  const m = -Math.abs(mean);
  return Math.max(0, ramp(m + bound) - 2 * ramp(m) + ramp(m - bound));
}
