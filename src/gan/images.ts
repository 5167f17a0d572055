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
  const [left, right] = neighbours(width, areParts);
  const [above, below] = neighbours(height, areParts);
  const own = 1 - 2 * smoothing;
  images.forEach(({ pixels }, i) => {
    for (let y = 0; y < height; y++) {
      const row = y * width;
      for (let x = 0; x < width; x++) {
        rows[row + x] = own * pixels[row + x] + smoothing * (pixels[row + left[x]] + pixels[row + right[x]]);
      }
    }
    for (let y = 0, p = i * pixels.length; y < height; y++) {
      const [row, up, down] = [y * width, above[y] * width, below[y] * width];
      for (let x = 0; x < width; x++, p++)
        values[p] = 2 * (own * rows[row + x] + smoothing * (rows[up + x] + rows[down + x])) - 1;
    }
  });
  return tf.tensor4d(values, [images.length, height, width, 1]);
}

/** The place before and after each of so many, around the ends or staying at them. */
function neighbours(size: number, stay: boolean): [Int32Array, Int32Array] {
  const before = Int32Array.from({ length: size }, (_, i) => (i > 0 ? i - 1 : stay ? 0 : size - 1));
  const after = Int32Array.from({ length: size }, (_, i) => (i < size - 1 ? i + 1 : stay ? i : 0));
  return [before, after];
}

/** Refuses training images that are none or have another size than the discriminator's. */
export function checkImages(images: readonly Microstructure[]): void {
  if (images.length === 0) throw new InputError('images', 'there is none', 'give at least one image to train on');
  const wrong = images.findIndex(({ width, height }) => width !== imageSide || height !== imageSide);
  if (wrong < 0) return;
  const { width, height } = images[wrong];
  throw new InputError('images', `image ${wrong} is ${width} × ${height} pixels`, `give images of ${imageSide} × ${imageSide}`);
}
