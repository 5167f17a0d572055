import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../learning/backend';
import { mapValues } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import { standardise } from '../mdn/data';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { dimensionsOf, runVelocity } from './network';

/**
 * A conditional density of latents, as a flow from the even density over [−1, 1]^M at t = 0: a point moves with the velocity
 * that the network gives for it, the time and the property, and is a sample at t = 1 (Lipman et al. 2023).
 *
 * Weights: those of `runVelocity`; scale: means, then standard deviations, of the numbers of the property in training.
 */
export class ConditionalFlow {
  /** M, numbers of a latent. */
  readonly dimensions: number;
  /** P, numbers of the property. */
  readonly properties: number;
  private readonly tensors: Record<string, tf.Tensor>;

  private constructor(private readonly named: NamedWeights) {
    const { scale: _, ...weights } = named;
    this.properties = named.scale.values.length / 2;
    this.dimensions = dimensionsOf(weights, this.properties);
    this.tensors = mapValues(weights, ({ shape, values }) => tf.tensor(values, shape));
  }

  /** Throws InputError where the weights are no flow's. */
  static async fromWeights(named: NamedWeights): Promise<ConditionalFlow> {
    const scale = named.scale?.values.length ?? 0;
    if (scale < 2 || scale % 2 === 1)
      throw new InputError(
        'flow weights',
        `scale ${scale === 0 ? 'is missing' : `has ${scale} numbers`}`,
        'give it two for each of y',
      );
    await selectBackend();
    return new ConditionalFlow(named);
  }

  /** Latents (count × M) for a property, in as many steps of the midpoint rule. Throws InputError where y has other than P numbers. */
  sample(y: number | ArrayLike<number>, count: number, random: RandomStream, steps: number): Float32Array {
    const numbers = typeof y === 'number' ? [y] : y;
    if (numbers.length !== this.properties)
      throw new InputError('target', `${numbers.length} numbers`, `give ${this.properties}: the flow learnt so many`);
    const standard = standardise(numbers, this.named.scale.values);
    const start = random.uniforms(count * this.dimensions, -1, 1);
    return tf.tidy(() => {
      const shape: [number, number] = [count, this.dimensions];
      const properties = tf.tile(tf.tensor2d(standard, [1, standard.length]), [count, 1]);
      const velocity = (place: tf.Tensor2D, time: number) =>
        runVelocity(place, tf.fill<tf.Rank.R2>([count, 1], time), properties, this.tensors);
      let place = tf.tensor2d(start, shape);
      for (let step = 0; step < steps; step++) {
        const half = tf.add<tf.Tensor2D>(place, tf.mul(velocity(place, step / steps), 0.5 / steps));
        place = tf.add(place, tf.mul(velocity(half, (step + 0.5) / steps), 1 / steps));
      }
      return Float32Array.from(place.dataSync());
    });
  }

  weights(): NamedWeights {
    return this.named;
  }

  dispose(): void {
    tf.dispose(this.tensors);
  }
}
