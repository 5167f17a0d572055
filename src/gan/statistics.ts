import * as tf from '@tensorflow/tfjs';
import { mapValues, readTensors } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { generateInTraining } from './generator';
import type { Padding } from './settings';

const batches = 10;
const batch = 32;

/**
 * Means and variances of the generator's batch normalisations for given weights: averages over 320 random latents. Weights
 * that are averages over training need their own; with the last batches' statistics the images come out grey.
 */
export function findStatistics(
  weights: Record<string, tf.Tensor>,
  latentSide: number,
  random: RandomStream,
  padding?: Padding,
): NamedWeights {
  return tf.tidy(() => {
    const sums: Record<string, tf.Tensor> = {};
    const add = (name: string, value: tf.Tensor): void => {
      sums[name] = sums[name] ? tf.add(sums[name], value) : value;
    };
    for (let i = 0; i < batches; i++) {
      const values = random.uniforms(batch * latentSide ** 2, -1, 1);
      generateInTraining(tf.tensor4d(values, [batch, latentSide, latentSide, 1]), weights, padding, (layer, mean, variance) => {
        add(`${layer}/mean`, mean);
        add(`${layer}/variance`, variance);
      });
    }
    return readTensors(mapValues(sums, (sum) => tf.div(sum, batches)));
  });
}
