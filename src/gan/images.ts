import * as tf from '@tensorflow/tfjs';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { imageSide } from './discriminator';

/** Two-phase images of one size as the networks see them (count × height × width × 1): phase 0 is −1, phase 1 is 1. */
export function greyTensor(images: readonly Microstructure[]): tf.Tensor4D {
  const { width, height } = images[0];
  const values = new Float32Array(images.length * height * width);
  images.forEach(({ pixels }, i) => {
    for (let p = 0; p < pixels.length; p++) values[i * pixels.length + p] = 2 * pixels[p] - 1;
  });
  return tf.tensor4d(values, [images.length, height, width, 1]);
}

/** Refuses training images that are none or have another size than the discriminator's. */
export function checkImages(images: readonly Microstructure[]): void {
  if (images.length === 0) throw new InputError('images', 'there is none', 'give at least one image to train on');
  const wrong = images.findIndex(({ width, height }) => width !== imageSide || height !== imageSide);
  if (wrong < 0) return;
  const { width, height } = images[wrong];
  throw new InputError('images', `image ${wrong} is ${width} × ${height} pixels`, `give images of ${imageSide} × ${imageSide}`);
}
