import * as tf from '@tensorflow/tfjs';

/** Added to variances before their roots are taken, as in the published networks. */
export const NORMALISATION_EPSILON = 1e-3;

/** What batch normalisation gives, and the mean and (biased) variance of the batch, one per channel. */
export interface Normalised<T extends tf.Tensor> {
  y: T;
  mean: tf.Tensor1D;
  variance: tf.Tensor1D;
}

/**
 * Batch normalisation with the batch's own statistics (Ioffe and Szegedy 2015) and the activation after it:
 * u = gamma (x − mean)/√(variance + 1e-3) + beta, y = u where u > 0 and slope·u elsewhere (slope 0: ReLU, 0.2: leaky
 * ReLU). The last axis of `x` holds the channels. One kernel where the backend has it, else composed of stock ones.
 */
export function normaliseBatch<T extends tf.Tensor>(x: T, gamma: tf.Tensor1D, beta: tf.Tensor1D, slope: number): Normalised<T> {
  if (tf.getKernel('NormaliseBatch', tf.getBackend())) {
    const attributes = { epsilon: NORMALISATION_EPSILON, slope };
    const [y, mean, variance] = tf.engine().runKernel('NormaliseBatch', { x, gamma, beta }, attributes) as unknown as tf.Tensor[];
    return { y: y as T, mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D };
  }
  const axes = Array.from({ length: x.rank - 1 }, (_, axis) => axis);
  const moments = tf.moments(x, axes);
  const mean = moments.mean as tf.Tensor1D;
  const variance = moments.variance as tf.Tensor1D;
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, NORMALISATION_EPSILON)));
  const u = tf.add(tf.mul(tf.sub(x, mean), scale), beta);
  return { y: (slope === 0 ? tf.relu(u) : tf.leakyRelu(u, slope)) as T, mean, variance };
}

if (!tf.getGradient('NormaliseBatch')) {
  tf.registerGradient({
    kernelName: 'NormaliseBatch',
    inputsToSave: ['x', 'gamma', 'beta'],
    outputsToSave: [false, true, true],
    gradFunc: (dys, [x, gamma, beta, mean, variance], attributes) => {
      const [dy] = dys as tf.Tensor[];
      const inputs = { dy, x, mean, variance, gamma, beta };
      const [dx, dGamma, dBeta] = tf.engine().runKernel('NormaliseBatchGradient', inputs, attributes) as unknown as tf.Tensor[];
      return { x: () => dx.clone(), gamma: () => dGamma.clone(), beta: () => dBeta.clone() };
    },
  });
}
