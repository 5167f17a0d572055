import * as tf from '@tensorflow/tfjs';
import type { RandomStream } from '../numerics/random';

const bankLength = 1 << 20;

/**
 * Gaussian noise for images. A bank of about a million standard normal numbers is drawn once, and each image takes a
 * stretch from a random place of it, round its end: drawing anew for every image would cost as much as training does.
 */
export class NoiseBank {
  private readonly bank: Float32Array;

  /** Noise for images of `imageLength` pixels. */
  constructor(
    random: RandomStream,
    private readonly imageLength: number,
  ) {
    const normals = random.normals(bankLength);
    this.bank = new Float32Array(bankLength + imageLength);
    this.bank.set(normals);
    this.bank.set(normals.subarray(0, imageLength), bankLength);
  }

  /** Noise of this standard deviation, in the given shape (count × height × width × 1). */
  draw(shape: [number, number, number, number], deviation: number, random: RandomStream): tf.Tensor4D {
    return tf.tidy(() => {
      const noise = new Float32Array(shape[0] * this.imageLength);
      for (let i = 0; i < shape[0]; i++) {
        const start = random.integer(bankLength);
        noise.set(this.bank.subarray(start, start + this.imageLength), i * this.imageLength);
      }
      return tf.mul(tf.tensor4d(noise, shape), deviation);
    });
  }
}
