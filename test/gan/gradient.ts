import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';

/** Compares the gradient with the central difference along it; `step` is in units of each pixel's root mean square. */
export function checkGradient(loss: (x: tf.Tensor4D) => tf.Scalar, x: tf.Tensor4D, step: number, tolerance: number): void {
  const gradient = tf.grad(loss as (x: tf.Tensor) => tf.Scalar)(x);
  const norm = tf.norm(gradient).dataSync()[0];
  const length = step * Math.sqrt(x.size);
  const at = (distance: number) => loss(tf.add(x, tf.mul(gradient, distance / norm))).dataSync()[0];
  const difference = (at(length) - at(-length)) / (2 * length);
  assert.ok(Math.abs(norm - difference) < tolerance * norm, `${norm} against ${difference}`);
}
