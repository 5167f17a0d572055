import * as tf from '@tensorflow/tfjs';
import { type MdnData, propertiesOf, standardise } from '../mdn/data';
import type { RandomStream } from '../numerics/random';
import { runVelocity } from './network';

/** Places on straight paths, with the velocity there. */
export interface Pairs {
  place: tf.Tensor2D;
  time: tf.Tensor2D;
  y: tf.Tensor2D;
  velocity: tf.Tensor2D;
}

/** Draws a start and a time for each of these rows of the data; `scale` is that of its properties. */
export function drawPairs(
  z: MdnData['z'],
  y: MdnData['y'],
  rows: Uint32Array,
  size: number,
  scale: Float32Array,
  random: RandomStream,
): Pairs {
  const properties = scale.length / 2;
  const count = rows.length;
  const starts = random.uniforms(count * size, -1, 1);
  const times = random.uniforms(count, 0, 1);
  const place = new Float32Array(count * size);
  const velocity = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < size; k++) {
      const at = i * size + k;
      velocity[at] = z[rows[i] * size + k] - starts[at];
      place[at] = starts[at] + times[i] * velocity[at];
    }
  }
  return {
    place: tf.tensor2d(place, [count, size]),
    time: tf.tensor2d(times, [count, 1]),
    y: tf.tensor2d(standardise(propertiesOf(y, rows, properties), scale), [count, properties]),
    velocity: tf.tensor2d(velocity, [count, size]),
  };
}

/** Mean squared error of the network's velocity. */
export const errorOf = ({ place, time, y, velocity }: Pairs, weights: Record<string, tf.Tensor>): tf.Scalar =>
  tf.mean(tf.squaredDifference(runVelocity(place, time, y, weights), velocity));
