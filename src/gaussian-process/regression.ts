import { factorise, factoriseRow, invertRow, invertTriangle, rowStart, solve } from './cholesky';
import { type Kernel, matern, scalePoints, squaredDistance } from './kernel';
import { covarianceTriangle, jitter } from './likelihood';

/**
 * Gaussian process regression (Rasmussen and Williams 2006, chapter 2) with a given kernel, for values that are normalised to
 * mean 0 and variance 1 within. Points and values can be added one at a time; the factor of the covariance then gains a row,
 * which costs n² where factorising anew costs n³.
 */
export class GaussianProcess {
  readonly dimensions: number;
  private count = 0;
  /** Arrays with room to grow. */
  private scaled: Float64Array;
  private values: Float64Array;
  private factor: Float64Array;
  private inverse: Float64Array;
  private fitted: Fitted | undefined;

  /** `points` holds `values.length` rows, as many coordinates each as the kernel has lengths. */
  constructor(
    readonly kernel: Kernel,
    points: Float64Array,
    values: ArrayLike<number>,
  ) {
    this.dimensions = kernel.lengths.length;
    if (points.length !== values.length * this.dimensions || values.length === 0) {
      throw new RangeError(`regression: ${points.length} coordinates are no ${values.length} points of ${this.dimensions}`);
    }
    this.count = values.length;
    this.scaled = scalePoints(points, kernel);
    this.values = Float64Array.from(values);
    this.factor = factorise(covarianceTriangle(this.scaled, kernel), this.count);
    this.inverse = invertTriangle(this.factor, this.count);
  }

  /** Points so far. */
  get size(): number {
    return this.count;
  }

  /** Adds a point and its value. */
  append(point: ArrayLike<number>, value: number): void {
    const { kernel, dimensions, count } = this;
    this.scaled = withRoom(this.scaled, (count + 1) * dimensions);
    this.values = withRoom(this.values, count + 1);
    this.factor = withRoom(this.factor, rowStart(count + 1));
    this.inverse = withRoom(this.inverse, rowStart(count + 1));
    this.scaled.set(scalePoints(Float64Array.from(point), kernel), count * dimensions);
    this.values[count] = value;
    const row = rowStart(count);
    for (let j = 0; j < count; j++) {
      this.factor[row + j] = kernel.constant * matern(squaredDistance(this.scaled, count, this.scaled, j, dimensions));
    }
    this.factor[row + count] = kernel.constant + kernel.noise + jitter;
    factoriseRow(this.factor, count);
    invertRow(this.factor, this.inverse, count);
    this.count++;
    this.fitted = undefined;
  }

  /** What predictions are made from. */
  get model(): Fitted {
    if (!this.fitted) {
      const { mean, deviation, normalised } = normalise(this.values.subarray(0, this.count));
      this.fitted = {
        kernel: this.kernel,
        scaled: this.scaled.subarray(0, this.count * this.dimensions),
        inverse: this.inverse,
        weights: solve(this.factor, this.count, normalised),
        mean,
        deviation,
      };
    }
    return this.fitted;
  }
}

/** A regression as `predict` needs it. */
export interface Fitted {
  readonly kernel: Kernel;
  /** Points divided by the kernel's lengths. */
  readonly scaled: Float64Array;
  /** L⁻¹, a packed triangle, L the factor of the covariances of the values. */
  readonly inverse: Float64Array;
  /** α = K⁻¹ y of the normalised values. */
  readonly weights: Float64Array;
  /** Mean and standard deviation of the values. */
  readonly mean: number;
  readonly deviation: number;
}

/** Values less their mean, divided by their standard deviation (that of the population; 1 where all are equal). */
export function normalise(values: Float64Array): { mean: number; deviation: number; normalised: Float64Array } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance) || 1;
  return { mean, deviation, normalised: values.map((value) => (value - mean) / deviation) };
}

/** The array itself where it is long enough, or a copy of twice its length or more. */
function withRoom(array: Float64Array, length: number): Float64Array {
  if (array.length >= length) return array;
  const longer = new Float64Array(Math.max(length, 2 * array.length));
  longer.set(array);
  return longer;
}
