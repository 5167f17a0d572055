import * as tf from '@tensorflow/tfjs';
import { pixelsPerLatent } from '../gan/latents';
import { Adam } from '../learning/adam';
import { createVariables } from '../learning/variables';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { checkCounts, checkPositive } from './check-ranges';
import type { ResidualModel } from './residual-model';
import { softThreshold } from './soft-threshold';
import type { Networks } from './surrogate-choice';

/** How latents go down the gradient. */
export interface DescentSettings {
  steps: number;
  /** Adam's at the start, in the unit of latents; it falls to 0 along half a cosine, so that latents come to rest. */
  learningRate: number;
  /** Of the soft threshold in place of Otsu's: see `softThreshold`. */
  sharpness: number;
}

/**
 * Latents (count × latentSide²) after all steps down the gradient of the squared difference that is expected between the target
 * (P numbers) and their property, in standard deviations of each number: that of what the surrogate says of their images, with
 * the correction that a model of its errors makes, and the variance which that leaves. The gradient goes through the generator
 * and a soft threshold at Otsu's grey value; a boundary loss Σ max(0, |z| − 1)² keeps latents where the generator was trained
 * (Ren, Padilla and Malof 2020). One view of each image is enough to go down.
 *
 * @param errors of what `predictSoftly` says, where some are known
 */
export async function descendLatents(
  networks: Networks,
  starts: Float32Array,
  target: readonly number[],
  settings: DescentSettings,
  run?: RunControl,
  errors?: ResidualModel,
): Promise<Float32Array> {
  const { latentSide } = networks;
  const { steps, learningRate } = settings;
  const shape = [starts.length / latentSide ** 2, latentSide, latentSide, 1];
  const variables = createVariables({ latents: { shape, values: starts } });
  const adam = new Adam(variables, { learningRate });
  try {
    for (let step = 0; step < steps; step++) {
      throwIfInterrupted(run);
      const share = (1 + Math.cos((Math.PI * step) / steps)) / 2;
      tf.tidy(() => stepDown(networks, variables.latents as tf.Tensor as tf.Tensor4D, adam, share, target, settings, errors));
      run?.onProgress?.({ label: 'going down the gradient', done: step + 1, total: steps });
      await breathe();
    }
    return Float32Array.from(variables.latents.dataSync());
  } finally {
    tf.dispose(variables);
    adam.dispose();
  }
}

function stepDown(
  networks: Networks,
  latents: tf.Tensor4D,
  adam: Adam,
  share: number,
  target: readonly number[],
  settings: DescentSettings,
  errors?: ResidualModel,
): void {
  const { generator, latentSide } = networks;
  const [count] = latents.shape;
  const side = pixelsPerLatent * latentSide;
  const places = Float32Array.from(latents.dataSync());
  const grey = generator.generate(places, count, latentSide);
  const { ofImages, ofErrors } = slopesOf(networks, grey, places, target, settings, errors);
  const slopes = tf.tensor4d(ofImages, [count, side, side, 1]);
  const pulls = tf.tensor2d(ofErrors, [count, target.length]);
  const { deviations } = networks.surrogate;
  adam.minimise(() => {
    // the gradient of this sum is that of the squared differences, which is known at the images
    const difference = tf.sum(tf.mul(generator.images(latents), slopes));
    const beyond = tf.relu(tf.sub(tf.abs(latents), 1));
    const loss = tf.add<tf.Scalar>(difference, tf.sum(tf.square(beyond)));
    return errors ? tf.add(loss, correctionLoss(latents, errors, pulls, deviations)) : loss;
  }, share);
}

/**
 * What corrections add to the loss: a sum whose gradient is that of the squared differences by them, where its slopes by each
 * are `pulls`, and the variance that they leave.
 */
function correctionLoss(latents: tf.Tensor4D, errors: ResidualModel, pulls: tf.Tensor2D, deviations: Float32Array): tf.Scalar {
  const { added, share } = correctionsAt(tf.reshape(latents, [latents.shape[0], errors.size]), errors);
  const doubt = errors.variances.reduce((sum, variance, k) => sum + variance / deviations[k] ** 2, 0);
  return tf.add(tf.sum(tf.mul(added, pulls)), tf.mul(tf.sum(share), doubt));
}

/** `ResidualModel.at` of latents (count × size), so that it can be differentiated. */
function correctionsAt(latents: tf.Tensor2D, errors: ResidualModel): { added: tf.Tensor2D; share: tf.Tensor1D } {
  const { size, settings, variances } = errors;
  const known = errors.latents.length / size;
  const centres = tf.tensor3d(errors.latents, [1, known, size]);
  const squares = tf.sum(tf.square(tf.sub(tf.expandDims(latents, 1), centres)), 2);
  const near = tf.exp(tf.mul(squares, -1 / (2 * settings.length ** 2))) as tf.Tensor2D;
  const explained = tf.sum(tf.mul(tf.matMul(near, tf.tensor2d(errors.inverse, [known, known])), near), 1);
  return {
    added: tf.matMul(near, tf.tensor2d(errors.weights, [known, variances.length])),
    share: tf.sub(1, explained) as tf.Tensor1D,
  };
}

/** The gradients of Σ ((y − target) / deviation)² by the grey images that y is predicted of, and by the corrections of y. */
function slopesOf(
  { surrogate, latentSide }: Networks,
  grey: Float32Array,
  latents: Float32Array,
  target: readonly number[],
  { sharpness }: DescentSettings,
  errors?: ResidualModel,
): { ofImages: Float32Array; ofErrors: Float32Array } {
  const side = pixelsPerLatent * latentSide;
  const size = side ** 2;
  const { shares, slopes } = softThreshold(grey, size, sharpness);
  const { numbers, deviations } = surrogate;
  const ofErrors = new Float32Array((grey.length / size) * numbers);
  const { gradient } = surrogate.gradient(shares, side, 1, (y, image) => {
    const added = errors?.at(latents.subarray(image * latentSide ** 2, (image + 1) * latentSide ** 2)).added;
    const pulls = y.map((value, k) => (2 * (value + (added?.[k] ?? 0) - target[k])) / deviations[k] ** 2);
    ofErrors.set(pulls, image * numbers);
    return pulls;
  });
  return { ofImages: gradient.map((slope, i) => slope * slopes[i]), ofErrors };
}

/** The property (count × P) of latents as a descent sees it: of softly cut images, by one view. */
export function predictSoftly(
  { generator, surrogate, latentSide }: Networks,
  latents: Float32Array,
  { sharpness }: DescentSettings,
): Float32Array {
  const side = pixelsPerLatent * latentSide;
  const grey = generator.generate(latents, latents.length / latentSide ** 2, latentSide);
  return surrogate.predictImages(softThreshold(grey, side ** 2, sharpness).shares, side, 1);
}

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkDescent(settings: DescentSettings, group: string): void {
  checkCounts(settings, ['steps'], group);
  checkPositive(settings, ['learningRate', 'sharpness'], group);
}
