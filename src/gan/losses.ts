import * as tf from '@tensorflow/tfjs';

/** The terms of the generator's loss: Eq. 1 of the paper, and the texture losses beside it. */
export type GeneratorTerm = 'adversarial' | 'style' | 'collapse' | 'smallStyle';

/** Losses (nats) of each step; the discriminator's is the mean over its steps before that of the generator. */
export interface GanHistory {
  discriminator: number[];
  /** The adversarial term. */
  generator: number[];
  /** With texture losses: each term's value and the norm of its gradient at the generator's output, both before weighting. */
  terms?: Record<GeneratorTerm, { values: number[]; norms: number[] }>;
}

/** −ln of the probability that the discriminator (by its logits) gives to `label`, the mean of the batch. */
function crossEntropy(logits: tf.Tensor1D, label: number): tf.Scalar {
  return tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, label)));
}

/** What the discriminator makes small: Eq. 1 of the paper, with `realLabel` in the place of 1. */
export function discriminatorLoss(onReal: tf.Tensor1D, onGenerated: tf.Tensor1D, realLabel: number): tf.Scalar {
  return tf.add(crossEntropy(onReal, realLabel), crossEntropy(onGenerated, 0));
}

/** The adversarial term of what the generator makes small: to be taken for real (Goodfellow et al. 2014, section 3). */
export function generatorLoss(onGenerated: tf.Tensor1D): tf.Scalar {
  return crossEntropy(onGenerated, 1);
}

/**
 * How far the textures of two batches are apart: squared differences of the Gram matrices of their feature maps (Gatys et
 * al. 2015, Eq. 5), each a mean over the batch and its pixels, summed over layers by `weight` of a layer's channels. Means
 * over the batch, since images of one material differ: each may, their mean may not.
 */
export function styleLoss(
  generated: readonly tf.Tensor4D[],
  real: readonly tf.Tensor4D[],
  weight: (channels: number) => number,
): tf.Scalar {
  const terms = generated.map((maps, layer) => {
    const difference = tf.sub(gramMatrix(maps), gramMatrix(real[layer]));
    return tf.mul<tf.Scalar>(tf.sum(tf.square(difference)), weight(maps.shape[3]));
  });
  return terms.reduce((sum, term) => tf.add(sum, term));
}

/** Means of the products of any two channels (channels × channels) over images and pixels. */
function gramMatrix(maps: tf.Tensor4D): tf.Tensor2D {
  const flat = tf.reshape(maps, [-1, maps.shape[3]]) as tf.Tensor2D;
  return tf.div(tf.matMul(flat, flat, true), flat.shape[0]);
}

/** How alike the images of one batch are: the mean squared cosine between the (centred) feature maps of any two of them. */
export function collapseLoss(maps: tf.Tensor4D): tf.Scalar {
  const [count] = maps.shape;
  const flat = tf.reshape(maps, [count, -1]) as tf.Tensor2D;
  const lengths = tf.sqrt(tf.add(tf.sum(tf.square(flat), 1, true), 1e-12));
  const directions = tf.div<tf.Tensor2D>(flat, lengths);
  const cosines = tf.matMul(directions, directions, false, true);
  // each image has the cosine 1 with itself
  return tf.div(tf.sub(tf.sum(tf.square(cosines)), count), count * (count - 1));
}
