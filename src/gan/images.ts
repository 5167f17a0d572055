import * as tf from '@tensorflow/tfjs';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { imageSide } from './discriminator';

/** How images become what the networks see. */
export interface GreyOptions {
  /** Weight of each of two neighbours in the mean that a pixel becomes, along its row and then along its column; 0 … 1/4. */
  smoothing?: number;
  /** The images are parts of others: their outermost pixels go on beyond them. Whole images are periodic. */
  areParts?: boolean;
}

/** Two-phase images of one size as the networks see them (count × height × width × 1): phase 0 is −1, phase 1 is 1. */
export function greyTensor(
  images: readonly Microstructure[],
  { smoothing = 0, areParts = false }: GreyOptions = {},
): tf.Tensor4D {
  const { width, height } = images[0];
  const values = new Float32Array(images.length * height * width);
  const rows = new Float32Array(height * width);
  const place = (i: number, size: number) => (areParts ? Math.min(Math.max(i, 0), size - 1) : (i + size) % size);
  images.forEach(({ pixels }, i) => {
    for (let y = 0, p = 0; y < height; y++) {
      for (let x = 0; x < width; x++, p++) {
        const beside = pixels[y * width + place(x - 1, width)] + pixels[y * width + place(x + 1, width)];
        rows[p] = (1 - 2 * smoothing) * pixels[p] + smoothing * beside;
      }
    }
    for (let y = 0, p = 0; y < height; y++) {
      for (let x = 0; x < width; x++, p++) {
        const beside = rows[place(y - 1, height) * width + x] + rows[place(y + 1, height) * width + x];
        values[i * pixels.length + p] = 2 * ((1 - 2 * smoothing) * rows[p] + smoothing * beside) - 1;
      }
    }
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
