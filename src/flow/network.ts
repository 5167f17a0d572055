import * as tf from '@tensorflow/tfjs';
import { mapValues } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';

/** Cycles of the sines and cosines by which the network is told the time, besides t itself. */
const cycles = [0.5, 1, 2];
/** Numbers that the network is given besides the place and the property: those of the time. */
const timeInputs = 1 + 2 * cycles.length;

/**
 * Velocity (count × M) of points of latent space (count × M) at times t (count × 1, 0 … 1), given their standardised property
 * (count × P, P numbers): fully connected layers with tanh between them.
 */
export function runVelocity(
  place: tf.Tensor2D,
  time: tf.Tensor2D,
  y: tf.Tensor2D,
  weights: Record<string, tf.Tensor>,
): tf.Tensor2D {
  const waves = cycles.flatMap((cycle) => {
    const phase = tf.mul(time, 2 * Math.PI * cycle);
    return [tf.sin(phase), tf.cos(phase)] as tf.Tensor2D[];
  });
  const layers = countLayers(weights);
  let x: tf.Tensor2D = tf.concat([place, time, ...waves, y], 1);
  for (let layer = 1; layer <= layers; layer++) {
    x = tf.add(tf.matMul(x, weights[`layer${layer}/weight`] as tf.Tensor2D), weights[`layer${layer}/bias`]);
    if (layer < layers) x = tf.tanh(x);
  }
  return x;
}

const countLayers = (weights: Record<string, unknown>): number =>
  Object.keys(weights).filter((name) => /^layer\d+\/bias$/.test(name)).length;

/** M of a network's weights, for a property of so many numbers. Throws InputError where their names or shapes are no such network's. */
export function dimensionsOf(weights: NamedWeights, properties: number): number {
  const layers = countLayers(weights);
  const dimensions = weights[`layer${layers}/bias`]?.shape[0] ?? 0;
  let inputs = dimensions + timeInputs + properties;
  for (let layer = 1; layer <= layers; layer++) {
    const outputs = weights[`layer${layer}/bias`]?.shape[0];
    const found = weights[`layer${layer}/weight`]?.shape;
    if (outputs === undefined || found?.join() !== `${inputs},${outputs}`) {
      const problem = `layer${layer}/weight is ${found ? found.join(' × ') : 'missing'}`;
      throw new InputError('flow weights', problem, `give it the shape ${inputs} × ${outputs ?? 'outputs'}`);
    }
    inputs = outputs;
  }
  if (layers === 0) throw new InputError('flow weights', 'there is no layer', 'give layer1/weight and layer1/bias');
  return dimensions;
}

/**
 * First weights: uniform in ±√(6/(inputs + outputs)) of a layer (Glorot and Bengio 2010), biases 0; the last layer is 0, so
 * that a flow begins by leaving every point where it is.
 */
export function drawWeights(
  dimensions: number,
  properties: number,
  hidden: readonly number[],
  random: RandomStream,
): NamedWeights {
  const sizes = [dimensions + timeInputs + properties, ...hidden, dimensions];
  const shapes = Object.fromEntries(
    sizes.slice(1).flatMap((outputs, i) => [
      [`layer${i + 1}/weight`, [sizes[i], outputs]],
      [`layer${i + 1}/bias`, [outputs]],
    ]),
  ) as Record<string, number[]>;
  const last = `layer${hidden.length + 1}/weight`;
  return mapValues(shapes, (shape, name) => {
    const size = shape.reduce((product, side) => product * side, 1);
    if (shape.length === 1 || name === last) return { shape, values: new Float32Array(size) };
    const limit = Math.sqrt(6 / (shape[0] + shape[1]));
    return { shape, values: random.derive(name).uniforms(size, -limit, limit) };
  });
}
