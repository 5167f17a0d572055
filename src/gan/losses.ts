import * as tf from '@tensorflow/tfjs';

/** Losses (nats) of each step; the discriminator's is the mean over its steps before that of the generator. */
export interface GanHistory {
  discriminator: number[];
  generator: number[];
}

/** −ln of the probability that the discriminator (by its logits) gives to `label`, the mean of the batch. */
function crossEntropy(logits: tf.Tensor1D, label: number): tf.Scalar {
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, label)));
}

/** What the discriminator makes small: Eq. 1 of the paper, with `realLabel` in the place of 1. */
export function discriminatorLoss(onReal: tf.Tensor1D, onGenerated: tf.Tensor1D, realLabel: number): tf.Scalar {
  return tf.add(crossEntropy(onReal, realLabel), crossEntropy(onGenerated, 0));
}

/** What the generator makes small: a sum of terms. So far one, to be taken for real (Goodfellow et al. 2014, section 3). */
export function generatorLoss(onGenerated: tf.Tensor1D): tf.Scalar {
  return crossEntropy(onGenerated, 1);
}
