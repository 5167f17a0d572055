import * as tf from '@tensorflow/tfjs';
import { NORMALISATION_EPSILON, normaliseBatch } from '../learning/normalisation';

/** Dense layers before the mixture layer, and the units of each (section 2.7). */
export const layers = 4;
export const units = 16;

/** Inputs of a dense layer (0 … 3): a y of one number and the outputs of all layers before it, so 1, 17, 33 and 49. */
export function inputsOf(layer: number): number {
  return 1 + layer * units;
}

/** Mean and variance of each layer's batch normalisation, where they are fixed. */
export type Statistics = { mean: tf.Tensor1D; variance: tf.Tensor1D }[];

/**
 * The densely connected trunk: standardised y (samples × 1, or × P for P numbers) to the outputs of the fourth layer (samples × 16), which alone
 * the mixture layer reads. Each layer is followed by batch normalisation and ReLU; without `statistics` by the batch's own,
 * which `watch` is told.
 */
export function runTrunk(
  y: tf.Tensor2D,
  weights: Record<string, tf.Tensor>,
  statistics?: Statistics,
  watch?: (mean: tf.Tensor1D, variance: tf.Tensor1D) => void,
): tf.Tensor2D {
  let inputs = y;
  let outputs = y;
  for (let i = 0; i < layers; i++) {
    const layer = `layer${i + 1}`;
    const [weight, bias, gamma, beta] = ['weight', 'bias', 'gamma', 'beta'].map((name) => weights[`${layer}/${name}`]);
    const linear = tf.add<tf.Tensor2D>(tf.matMul(inputs, weight as tf.Tensor2D), bias);
    if (statistics) {
      const { mean, variance } = statistics[i];
      const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, NORMALISATION_EPSILON)));
      outputs = tf.relu(tf.add<tf.Tensor2D>(tf.mul(tf.sub(linear, mean), scale), beta));
    } else {
      const normalised = normaliseBatch(linear, gamma as tf.Tensor1D, beta as tf.Tensor1D, 0);
      watch?.(normalised.mean, normalised.variance);
      outputs = normalised.y;
    }
    inputs = tf.concat([inputs, outputs], 1);
  }
  return outputs;
}
