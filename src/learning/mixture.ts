import * as tf from '@tensorflow/tfjs';

/** Keeps a standard deviation from being 0 where ELU(a) + 1 is. */
export const STANDARD_DEVIATION_EPSILON = 1e-7;

/** The dense layer of a mixture density network that gives the means and standard deviations of its Gaussians. */
export interface GaussianLayer {
  /** units × (K·M), component by component */
  meanWeights: tf.Tensor2D;
  /** K·M */
  meanBias: tf.Tensor1D;
  /** units × (K·M); the standard deviation is ELU(a) + 1 + 1e-7 of what it gives (Brando 2017: positive everywhere) */
  standardDeviationWeights: tf.Tensor2D;
  /** K·M */
  standardDeviationBias: tf.Tensor1D;
}

/** A sample's gradient through a component whose share in it is smaller is left out: it could not be seen in the sum. */
const NEGLIGIBLE_SHARE = 1e-12;

/**
 * ln of each Gaussian's density at each target (samples × K), without the constant −½ M ln 2π.
 * `features` is samples × units, `targets` samples × M. Differentiable in features and layer. Where the backend has the
 * kernel, the samples × K × M means and standard deviations are never held all at once.
 */
export function mixtureLogDensity(
  features: tf.Tensor2D,
  layer: GaussianLayer,
  targets: tf.Tensor2D,
  components: number,
): tf.Tensor2D {
  if (tf.getKernel('MixtureLogDensity', tf.getBackend())) {
    const attributes = { components, negligible: NEGLIGIBLE_SHARE / features.shape[0] };
    return tf.engine().runKernel('MixtureLogDensity', { features, ...layer, targets }, attributes) as unknown as tf.Tensor2D;
  }
  const [samples, dimensions] = targets.shape;
  const shape: [number, number, number] = [samples, components, dimensions];
  const means = tf.reshape(tf.add(tf.matMul(features, layer.meanWeights), layer.meanBias), shape);
  const raw = tf.reshape(tf.add(tf.matMul(features, layer.standardDeviationWeights), layer.standardDeviationBias), shape);
  const standardDeviations = tf.add(tf.elu(raw), 1 + STANDARD_DEVIATION_EPSILON);
  const distances = tf.div(tf.sub(tf.expandDims(targets, 1), means), standardDeviations);
  const terms = tf.add(tf.mul(tf.square(distances), 0.5), tf.log(standardDeviations));
  return tf.neg(tf.sum<tf.Tensor2D>(terms, 2));
}

if (!tf.getGradient('MixtureLogDensity')) {
  const saved = ['features', 'meanWeights', 'meanBias', 'standardDeviationWeights', 'standardDeviationBias', 'targets'];
  tf.registerGradient({
    kernelName: 'MixtureLogDensity',
    inputsToSave: saved,
    gradFunc: (dy, tensors, attributes) => {
      const inputs: tf.NamedTensorMap = { dy: dy as tf.Tensor };
      saved.forEach((name, i) => {
        inputs[name] = tensors[i];
      });
      const gradients = tf.engine().runKernel('MixtureLogDensityGradient', inputs, attributes) as unknown as tf.Tensor[];
      const all: Record<string, () => tf.Tensor> = { targets: () => tf.zerosLike(inputs.targets) };
      gradients.forEach((gradient, i) => {
        all[saved[i]] = () => gradient.clone();
      });
      return all;
    },
  });
}
