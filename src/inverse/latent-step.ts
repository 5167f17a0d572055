import * as tf from '@tensorflow/tfjs';
import type { Generator } from '../gan/generator';
import { pixelsPerLatent } from '../gan/latents';
import type { Microstructure } from '../microstructure/microstructure';
import { candidatesOf } from './candidates';
import { type FirstOrder, firstOrderChange, predictChange } from './flip-changes';
import { moveInside } from './gan-mdn';
import type { Candidate } from './model';
import { softThreshold } from './soft-threshold';

/** Lengths that are tried on the way down a gradient: parts of the step that first order of the soft threshold gives. */
const lengths = Array.from({ length: 60 }, (_, i) => (i + 1) / 20);

/** What a latent is moved by. */
export interface LatentStep {
  generator: Generator;
  latentSide: number;
  sharpness: number;
}

/**
 * The derivative of a property by a latent (latentSide² numbers), from its slopes at the pixels: through the soft threshold and
 * the generator.
 */
export function latentSlopes({ generator, latentSide, sharpness }: LatentStep, latent: Float32Array, slopes: Float32Array) {
  const side = pixelsPerLatent * latentSide;
  const { slopes: ofGrey } = softThreshold(generator.generate(latent, 1, latentSide), side ** 2, sharpness);
  return tf.tidy(() => {
    const byGrey = tf.tensor4d(
      ofGrey.map((slope, i) => slope * slopes[i]),
      [1, side, side, 1],
    );
    const start = tf.tensor4d(latent, [1, latentSide, latentSide, 1]);
    const gradient = tf.grad((z) => tf.sum(tf.mul(generator.images(z as tf.Tensor4D), byGrey)))(start);
    return Float32Array.from(gradient.dataSync());
  });
}

/**
 * The candidate on the way along the gradient, within [−1, 1], whose property is nearest to `wanted` more than that of the
 * start, as far as the slopes at the pixels of the start tell (with factors, see `FlipFactors`): they are asked for each image
 * that the generator really makes on the way. Nothing where the gradient is zero or no image on the way is nearer.
 */
export function stepLatent(
  step: LatentStep,
  start: { latent: Float32Array; microstructure: Microstructure },
  slopes: Float32Array,
  wanted: number,
  factors: FirstOrder,
): Candidate | undefined {
  const gradient = latentSlopes(step, start.latent, slopes);
  const square = gradient.reduce((sum, value) => sum + value * value, 0);
  if (square === 0) return undefined;
  const size = gradient.length;
  const latents = new Float32Array(lengths.length * size);
  lengths.forEach((length, i) => {
    const moved = start.latent.map((value, k) => value + (length * wanted * gradient[k]) / square);
    latents.set(moveInside(moved), i * size);
  });
  let best: { candidate: Candidate | undefined; left: number } = { candidate: undefined, left: Math.abs(wanted) };
  for (const candidate of candidatesOf(step.generator, latents, step.latentSide)) {
    const predicted = predictChange(firstOrderChange(start.microstructure, candidate.microstructure, slopes), factors);
    const left = Math.abs(wanted - predicted);
    if (left < best.left) best = { candidate, left };
  }
  return best.candidate;
}
