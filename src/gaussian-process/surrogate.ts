import type { RandomStream } from '../numerics/random';
import { fitKernel, usualKernel } from './fit';
import type { Kernel } from './kernel';
import { type Fitted, GaussianProcess } from './regression';

/** Values of an objective at points, count × dimensions in the cube [−1, 1]: one for each. */
export type Objective = (points: Float64Array) => Promise<ArrayLike<number>>;

/** A point that an objective was evaluated at. */
export interface Evaluation {
  point: number[];
  value: number;
}

/** The kernel that a point was chosen with, and to how many evaluations it had been fitted. */
export interface KernelFit {
  kernel: Kernel;
  size: number;
}

/** When and how a surrogate's kernel is fitted. */
export interface SurrogateSettings {
  /** Numbers of evaluations from which on the kernel is fitted anew; it is fitted to the first ones anyway. */
  refits: readonly number[];
  /** Random starts of a fit besides the last optimum. */
  restarts: number;
}

/**
 * The Gaussian process that an optimisation keeps of what it has evaluated. Its kernel is fitted at a few sizes; between, each
 * evaluation adds a row to the factor.
 */
export class Surrogate {
  private process: GaussianProcess | undefined;
  private fit: KernelFit | undefined;

  /** `random` is the source of the fits' random starts: for each size a stream of its own. */
  constructor(
    private readonly dimensions: number,
    private readonly settings: SurrogateSettings,
    private readonly random: RandomStream,
  ) {}

  /** Goes on from a fit of before, so that the next `update` gives what it would have given then, bit for bit. */
  restore(evaluations: readonly Evaluation[], fit: KernelFit): void {
    this.begin(evaluations.slice(0, fit.size), fit.kernel);
  }

  /** Takes in what has been evaluated since the last update, and says what is predicted now. */
  update(evaluations: readonly Evaluation[]): { model: Fitted; fit: KernelFit } {
    const size = evaluations.length;
    const known = this.process?.size ?? 0;
    if (!this.process || this.settings.refits.some((refit) => refit > known && refit <= size)) {
      const { points, values } = join(evaluations);
      const start = this.fit?.kernel ?? usualKernel(this.dimensions);
      this.begin(evaluations, fitKernel(points, values, start, this.random.derive(size), this.settings.restarts));
    } else {
      for (const { point, value } of evaluations.slice(known)) this.process.append(point, value);
    }
    return { model: this.process!.model, fit: this.fit! };
  }

  private begin(evaluations: readonly Evaluation[], kernel: Kernel): void {
    const { points, values } = join(evaluations);
    this.process = new GaussianProcess(kernel, points, values);
    this.fit = { kernel, size: evaluations.length };
  }
}

function join(evaluations: readonly Evaluation[]): { points: Float64Array; values: Float64Array } {
  return {
    points: Float64Array.from(evaluations.flatMap(({ point }) => point)),
    values: Float64Array.from(evaluations, ({ value }) => value),
  };
}
