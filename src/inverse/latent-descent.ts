import * as tf from '@tensorflow/tfjs';
import { pixelsPerLatent } from '../gan/latents';
import { Adam } from '../learning/adam';
import { createVariables } from '../learning/variables';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
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
 * Latents (count × latentSide²) after all steps down the gradient of the squared difference between their targets (count × P)
 * and what the surrogate says of their images, in standard deviations of each number, through the generator and a soft threshold
 * at Otsu's grey value; a boundary loss Σ max(0, |z| − 1)² keeps them where the generator was trained (Ren, Padilla and Malof
 * 2020). One view of each image is enough to go down.
 */
export async function descendLatents(
  networks: Networks,
  starts: Float32Array,
  targets: ArrayLike<number>,
  settings: DescentSettings,
  run?: RunControl,
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
      tf.tidy(() => stepDown(networks, variables.latents as tf.Tensor as tf.Tensor4D, adam, share, targets, settings));
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
  targets: ArrayLike<number>,
  settings: DescentSettings,
): void {
  const { generator, latentSide } = networks;
  const [count] = latents.shape;
  const side = pixelsPerLatent * latentSide;
  const grey = generator.generate(Float32Array.from(latents.dataSync()), count, latentSide);
  const slopes = tf.tensor4d(slopesOf(networks, grey, targets, settings), [count, side, side, 1]);
  adam.minimise(() => {
    // the gradient of this sum is that of the squared differences, which is known at the images
    const difference = tf.sum(tf.mul(generator.images(latents), slopes));
    const beyond = tf.relu(tf.sub(tf.abs(latents), 1));
    return tf.add(difference, tf.sum(tf.square(beyond)));
  }, share);
}

/** The gradient of Σ ((y − target) / deviation)² by the grey images that y is predicted of. */
function slopesOf(
  { surrogate, latentSide }: Networks,
  grey: Float32Array,
  targets: ArrayLike<number>,
  { sharpness }: DescentSettings,
): Float32Array {
  const side = pixelsPerLatent * latentSide;
  const size = side ** 2;
  const { shares, slopes } = softThreshold(grey, size, sharpness);
  const { numbers, deviations } = surrogate;
  const { gradient } = surrogate.gradient(shares, side, 1, (y, image) =>
    y.map((value, k) => (2 * (value - targets[image * numbers + k])) / deviations[k] ** 2),
  );
  return gradient.map((slope, i) => slope * slopes[i]);
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
  if (!(Number.isInteger(settings.steps) && settings.steps >= 1))
    throw new InputError(`${group}.steps`, `${settings.steps}`, 'give a whole number of at least 1');
  for (const name of ['learningRate', 'sharpness'] as const) {
    if (!(settings[name] > 0)) throw new InputError(`${group}.${name}`, `${settings[name]}`, 'give a number above 0');
  }
}
