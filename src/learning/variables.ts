import * as tf from '@tensorflow/tfjs';
import type { NamedWeights } from './weights';

/** A network's parameters while it is trained. */
export type Variables = Record<string, tf.Variable>;

/** Trainable TensorFlow.js variables that start from the weights. */
export function createVariables(weights: NamedWeights): Variables {
  return mapValues(weights, ({ shape, values }) => {
    const start = tf.tensor(values, shape);
    const variable = tf.variable(start);
    start.dispose();
    return variable;
  });
}

/** The numbers that tensors hold now. */
export function readTensors(tensors: Record<string, tf.Tensor>): NamedWeights {
  // A backend may give a view of its own memory: the numbers are copied out of it.
  return mapValues(tensors, (tensor) => ({ shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync()) }));
}

/** The same names with other values. */
export function mapValues<A, B>(record: Record<string, A>, change: (value: A, name: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
