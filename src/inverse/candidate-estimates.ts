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
    const places = Float64Array.from(numbers.flatMap((i) => [...latentOf(latents, i, this.dimensions)]));
    const values = Float64Array.from(numbers, (i) => known.get(i)! - worse.means[i]);
    const differences = this.differences(places, values, latents, worse.deviations);
    return {
      means: worse.means.map((mean, i) => known.get(i) ?? mean + differences.means[i]),
      deviations: differences.deviations.map((deviation, i) => (known.has(i) ? 0 : deviation)),
    };
  }

  /**
   * What the better model differs by from the worse at latents (count × dimensions), where it is known at some places (m ×
   * dimensions); with deviations that have in them those of the worse model, which are 0 unless given.
   */
  differences(
    places: Float64Array,
    values: Float64Array,
    latents: Float64Array,
    ofWorse = new Float64Array(latents.length / this.dimensions),
  ): Estimates {
    const { means, deviations, noise, left } = this.predictFar(places, values, latents);
    if (values.length === 0) return { means, deviations: ofWorse };
    const near = new ResidualModel(Float32Array.from(places), this.dimensions, left, nearby);
    means.forEach((mean, i) => {
      const { added, share } = near.at(Float32Array.from(latentOf(latents, i, this.dimensions)));
      means[i] = mean + added[0];
      // a known neighbour shows the errors of both models
      deviations[i] = Math.hypot(deviations[i], Math.sqrt(share) * Math.hypot(ofWorse[i], noise));
    });
    return { means, deviations };
  }

  /** By the function that serves all, with the deviation of values from it, and what it leaves at the known places. */
  private predictFar(places: Float64Array, values: Float64Array, latents: Float64Array) {
    if (values.length < leastToFit) {
      const { mean, deviation } = spreadOf(values);
      const count = latents.length / this.dimensions;
      const left = values.map((value) => value - mean);
      return { means: new Float64Array(count).fill(mean), deviations: new Float64Array(count), noise: deviation, left };
    }
    if (this.fittedTo !== values.length) {
      this.fittedTo = values.length;
      const { lower, upper } = usualBounds(this.dimensions);
      const bounds = { lower: Float64Array.from(lower).fill(Math.log(leastLength), 1, 1 + this.dimensions), upper };
      this.kernel = fitKernel(places, values, this.kernel, this.random.derive(values.length), 1, bounds);
    }
    const { model } = new GaussianProcess(this.kernel, places, values);
    const { means } = predict(model, places);
    const left = values.map((value, i) => value - means[i]);
    return { ...predict(model, latents), noise: model.deviation * Math.sqrt(this.kernel.noise), left };
  }
}

function latentOf(latents: Float64Array, i: number, dimensions: number): Float64Array {
  return latents.subarray(i * dimensions, (i + 1) * dimensions);
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
