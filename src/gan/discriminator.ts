import * as tf from '@tensorflow/tfjs';
import { normaliseBatch } from '../learning/normalisation';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';

/** Side of the images that the discriminator judges: its last filter is as large as what four halvings leave of it. */
export const imageSide = 128;

/** Filters of the four convolutions of 4 × 4 with stride 2 (section 2.7 of the paper). */
const filters = [16, 32, 64, 128];
const lastSide = imageSide / 2 ** filters.length;
const leak = 0.2;

/**
 * The paper's discriminator: images (count × 128 × 128 × 1) to how real they look (count; sigmoid of it is the chance).
 * Each convolution is followed by batch normalisation (the batch's own statistics) and leaky ReLU; the last, 8 × 8, is not.
 */
export function judge(images: tf.Tensor4D, variables: Record<string, tf.Tensor>): tf.Tensor1D {
  let x = images;
  for (let i = 1; i <= filters.length; i++) {
    const layer = `layer${i}`;
    const u = tf.conv2d(x, variables[`${layer}/filter`] as tf.Tensor4D, 2, 'same');
    const [gamma, beta] = [variables[`${layer}/gamma`], variables[`${layer}/beta`]] as tf.Tensor1D[];
    x = normaliseBatch(u, gamma, beta, leak).y;
  }
  const last = `layer${filters.length + 1}`;
  const logits = tf.add(tf.conv2d(x, variables[`${last}/filter`] as tf.Tensor4D, 1, 'valid'), variables[`${last}/bias`]);
  return tf.reshape(logits, [-1]);
}

/** First weights for training: filters normal with standard deviation 0.05, the last (of 8192 inputs) with 0.01. */
export function drawDiscriminatorWeights(random: RandomStream): NamedWeights {
  const weights: NamedWeights = {};
  const addFilter = (layer: string, shape: number[], deviation: number): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    weights[`${layer}/filter`] = {
      shape,
      values: random
        .derive(layer)
        .normals(length)
        .map((value) => deviation * value),
    };
  };
  filters.forEach((out, i) => {
    addFilter(`layer${i + 1}`, [4, 4, i === 0 ? 1 : filters[i - 1], out], 0.05);
    weights[`layer${i + 1}/gamma`] = { shape: [out], values: new Float32Array(out).fill(1) };
    weights[`layer${i + 1}/beta`] = { shape: [out], values: new Float32Array(out) };
  });
  const last = `layer${filters.length + 1}`;
  addFilter(last, [lastSide, lastSide, filters[filters.length - 1], 1], 0.01);
  weights[`${last}/bias`] = { shape: [1], values: new Float32Array(1) };
  return weights;
}
