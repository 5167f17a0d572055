import * as tf from '@tensorflow/tfjs';
import { convolvePeriodically } from '../learning/convolve-periodically';
import { mapValues } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import type { SurrogateSettings } from './settings';

/** The parts of a network; `numbers` is P, the numbers of the property: 1 unless given. */
type Layout = Pick<SurrogateSettings, 'widths' | 'blocks' | 'hidden'> & { numbers?: number };

/**
 * Standardised property (count × P) of averaged images (count × side × side × 1, −1 … 1): a residual network (He et al. 2016,
 * with activations before convolutions) whose convolutions go on periodically, without normalisation. A convolution at the full
 * side; stages of one convolution of stride 2 and residual blocks; the averages over all pixels, with that of the image, so that
 * the volume fraction is known; a hidden layer.
 */
export function runNetwork(images: tf.Tensor4D, weights: Record<string, tf.Tensor>, { widths, blocks }: Layout): tf.Tensor2D {
  const convolve = (x: tf.Tensor4D, name: string, stride = 1): tf.Tensor4D =>
    tf.add(convolvePeriodically(x, weights[`${name}/filter`] as tf.Tensor4D, stride), weights[`${name}/bias`]);
  const connect = (x: tf.Tensor2D, name: string): tf.Tensor2D =>
    tf.add(tf.matMul(x, weights[`${name}/weight`] as tf.Tensor2D), weights[`${name}/bias`]);
  let x = convolve(images, 'first');
  for (let stage = 1; stage < widths.length; stage++) {
    x = convolve(tf.relu(x), `stage${stage}/halve`, 2);
    for (let block = 1; block <= blocks; block++) {
      const name = `stage${stage}/block${block}`;
      x = tf.add(x, convolve(tf.relu(convolve(tf.relu(x), `${name}/a`)), `${name}/b`));
    }
  }
  const averages = tf.concat([tf.mean<tf.Tensor2D>(tf.relu(x), [1, 2]), tf.mean<tf.Tensor2D>(images, [1, 2])], 1);
  return connect(tf.relu(connect(averages, 'hidden')), 'property');
}

/** Shapes of all weights; first weights are drawn from streams of these names, so they stay as they are. */
export function weightShapes({ widths, blocks, hidden, numbers = 1 }: Layout): Record<string, number[]> {
  const shapes: Record<string, number[]> = {};
  const convolution = (name: string, input: number, output: number): void => {
    shapes[`${name}/filter`] = [3, 3, input, output];
    shapes[`${name}/bias`] = [output];
  };
  const layer = (name: string, input: number, output: number): void => {
    shapes[`${name}/weight`] = [input, output];
    shapes[`${name}/bias`] = [output];
  };
  convolution('first', 1, widths[0]);
  widths.slice(1).forEach((width, i) => {
    convolution(`stage${i + 1}/halve`, widths[i], width);
    for (let block = 1; block <= blocks; block++) {
      for (const part of ['a', 'b']) convolution(`stage${i + 1}/block${block}/${part}`, width, width);
    }
  });
  layer('hidden', widths[widths.length - 1] + 1, hidden);
  layer('property', hidden, numbers);
  return shapes;
}

/** What the names and shapes of weights say of their network. Throws InputError where they are no such network's. */
export function layoutOf(weights: NamedWeights): Layout {
  const widthOf = (name: string): number => weights[name]?.shape[3] ?? 0;
  const widths = [widthOf('first/filter')];
  while (weights[`stage${widths.length}/halve/filter`]) widths.push(widthOf(`stage${widths.length}/halve/filter`));
  let blocks = 0;
  while (weights[`stage1/block${blocks + 1}/a/filter`]) blocks++;
  const hidden = weights['hidden/bias']?.shape[0] ?? 0;
  const layout = { widths, blocks, hidden, numbers: weights['property/bias']?.shape[0] ?? 1 };
  for (const [name, shape] of Object.entries(weightShapes(layout))) {
    const found = weights[name]?.shape;
    if (found?.join() === shape.join()) continue;
    const problem = `${name} is ${found ? found.join(' × ') : 'missing'}`;
    throw new InputError('surrogate weights', problem, `give it the shape ${shape.join(' × ')}`);
  }
  return layout;
}

/**
 * First weights: normal, of variance 2 / inputs (He et al. 2015), biases 0. The second convolution of a block starts at 0, so
 * that the network begins without its blocks and needs no normalisation (De and Smith 2020).
 */
export function drawWeights(layout: Layout, random: RandomStream): NamedWeights {
  return mapValues(weightShapes(layout), (shape, name) => {
    const size = tf.util.sizeFromShape(shape);
    if (shape.length === 1 || name.endsWith('b/filter')) return { shape, values: new Float32Array(size) };
    const deviation = Math.sqrt(2 / (size / shape[shape.length - 1]));
    return {
      shape,
      values: random
        .derive(name)
        .normals(size)
        .map((value) => deviation * value),
    };
  });
}
