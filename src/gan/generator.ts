import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../learning/backend';
import { NORMALISATION_EPSILON, normaliseBatch } from '../learning/normalisation';
import { transposeConvolvePeriodically } from '../learning/periodic-convolution';
import { mapValues } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { pixelsPerLatent } from './latents';
import type { Padding } from './settings';

/** Filters of the five transposed convolutions (section 2.7 of the paper); each doubles the side of what it gets. */
const filters = [128, 64, 32, 16, 1];
const hiddenLayers = filters.length - 1;
/** Images worked on at once. */
const batch = 32;
/** Weights of a generator with periodic padding have an array of this name, of one number; others have none. */
const periodicMark = 'periodic';

/**
 * The paper's generator: latents (side s × s, values −1 … 1) to grey images (32 s × 32 s, −1 … 1). Fully convolutional, so
 * one set of weights serves every s. Transposed convolutions of 4 × 4 with stride 2 and 'same' padding, each followed by
 * batch normalisation and ReLU, the last by tanh. This is the network in use, with fixed statistics; training works on the
 * variables of `generateInTraining`.
 */
export class Generator {
  private readonly layers: { filter: tf.Tensor4D; bias: tf.Tensor1D }[];
  private readonly padding: Padding;

  private constructor(private readonly named: NamedWeights) {
    this.layers = filters.map((_, i) => foldLayer(named, i));
    this.padding = named[periodicMark] ? 'periodic' : 'same';
  }

  /** A generator with these weights, named as `weights` names them. */
  static async fromWeights(weights: NamedWeights): Promise<Generator> {
    for (const [name, shape] of Object.entries(weightShapes())) {
      const found = weights[name]?.shape;
      if (found?.join() !== shape.join()) {
        const problem = `${name} is ${found ? found.join(' × ') : 'missing'}`;
        throw new InputError('generator weights', problem, `give it the shape ${shape.join(' × ')}`);
      }
    }
    await selectBackend();
    return new Generator(weights);
  }

  /** A generator that has learned nothing. */
  static create(random: RandomStream): Promise<Generator> {
    const statistics = Object.entries(weightShapes()).filter(([name]) => /mean|variance/.test(name));
    const plain = statistics.map(([name, shape]) => {
      const values = new Float32Array(shape[0]).fill(name.endsWith('variance') ? 1 : 0);
      return [name, { shape, values }];
    });
    return Generator.fromWeights({ ...drawGeneratorWeights(random), ...Object.fromEntries(plain) });
  }

  /** Latents (count × s × s × 1) to grey images (count × 32 s × 32 s × 1); differentiable. */
  images(latents: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      let x = latents;
      this.layers.forEach(({ filter, bias }, i) => {
        x = tf.add(transposedConvolution(x, filter, this.padding), bias);
        x = i < hiddenLayers ? tf.relu(x) : tf.tanh(x);
      });
      return x;
    });
  }

  /** Grey images (count × 32 s × 32 s, row by row, −1 … 1) of `count` latents (count × s × s, s = `latentSide`). */
  generate(latents: Float32Array, count: number, latentSide: number): Float32Array {
    const latentSize = latentSide ** 2;
    if (latents.length !== count * latentSize) {
      const problem = `${latents.length} numbers for ${count} latents of ${latentSide} × ${latentSide}`;
      throw new InputError('latents', problem, `give ${count * latentSize}`);
    }
    const pixels = pixelsPerLatent ** 2;
    const grey = new Float32Array(count * latentSize * pixels);
    for (let first = 0; first < count; first += batch) {
      const end = Math.min(count, first + batch);
      const some = latents.slice(first * latentSize, end * latentSize);
      const images = tf.tidy(() => this.images(tf.tensor4d(some, [end - first, latentSide, latentSide, 1])));
      grey.set(images.dataSync(), first * latentSize * pixels);
      images.dispose();
    }
    return grey;
  }

  /** layer1 … layer4: filter (4 × 4 × out × in), gamma, beta, mean, variance; layer5: filter, bias; see `markPadding`. */
  weights(): NamedWeights {
    return this.named;
  }

  dispose(): void {
    tf.dispose(this.layers);
  }
}

/** What weights have besides their layers to say how they are padded. */
export function markPadding(padding: Padding = 'same'): NamedWeights {
  return padding === 'periodic' ? { [periodicMark]: { shape: [1], values: Float32Array.of(1) } } : {};
}

/** The generator in training: batch normalisation by the batch's own statistics, which `watch` is told. */
export function generateInTraining(
  latents: tf.Tensor4D,
  variables: Record<string, tf.Tensor>,
  padding: Padding = 'same',
  watch?: (layer: string, mean: tf.Tensor1D, variance: tf.Tensor1D) => void,
): tf.Tensor4D {
  let x = latents;
  for (let i = 1; i <= hiddenLayers; i++) {
    const layer = `layer${i}`;
    const u = transposedConvolution(x, variables[`${layer}/filter`] as tf.Tensor4D, padding);
    const gamma = variables[`${layer}/gamma`] as tf.Tensor1D;
    const { y, mean, variance } = normaliseBatch(u, gamma, variables[`${layer}/beta`] as tf.Tensor1D, 0);
    watch?.(layer, mean, variance);
    x = y;
  }
  const last = transposedConvolution(x, variables[`layer${filters.length}/filter`] as tf.Tensor4D, padding);
  return tf.tanh(tf.add<tf.Tensor4D>(last, variables[`layer${filters.length}/bias`]));
}

/** Means and variances of each layer's batch, as `generateInTraining` tells them. */
export type BatchStatistics = Record<string, { mean: tf.Tensor1D; variance: tf.Tensor1D }>;

/** The generator with batch normalisation by given statistics, as in use, differentiable by its weights. */
export function generateWithStatistics(
  latents: tf.Tensor4D,
  variables: Record<string, tf.Tensor>,
  statistics: BatchStatistics,
  padding: Padding = 'same',
): tf.Tensor4D {
  let x = latents;
  for (let i = 1; i <= hiddenLayers; i++) {
    const layer = `layer${i}`;
    const { mean, variance } = statistics[layer];
    const scale = tf.mul(variables[`${layer}/gamma`], tf.rsqrt(tf.add(variance, NORMALISATION_EPSILON)));
    const u = tf.sub(transposedConvolution(x, variables[`${layer}/filter`] as tf.Tensor4D, padding), mean);
    x = tf.relu(tf.add<tf.Tensor4D>(tf.mul(u, scale), variables[`${layer}/beta`]));
  }
  const last = transposedConvolution(x, variables[`layer${filters.length}/filter`] as tf.Tensor4D, padding);
  return tf.tanh(tf.add<tf.Tensor4D>(last, variables[`layer${filters.length}/bias`]));
}

/**
 * First weights for training. Each filter is a bilinear interpolation times a random mix of channels, so that the generator
 * starts from smooth random spots; from independent numbers it starts from checkerboards, and spends hundreds of steps on
 * leaving them.
 */
export function drawGeneratorWeights(random: RandomStream): NamedWeights {
  const trained = Object.entries(weightShapes()).filter(([name]) => !/mean|variance/.test(name));
  return mapValues(Object.fromEntries(trained), (shape, name) => {
    if (name.endsWith('filter')) return { shape, values: drawFilter(shape, random.derive(name)) };
    return { shape, values: new Float32Array(shape[0]).fill(name.endsWith('gamma') ? 1 : 0) };
  });
}

function drawFilter([, , out, input]: number[], random: RandomStream): Float32Array {
  // The last layer's images reach about ±1 before tanh.
  const mix = random.normals(out * input).map((value) => (out === 1 ? 0.4 : 0.3) * value);
  const interpolation = [0.25, 0.75, 0.75, 0.25];
  return Float32Array.from({ length: 16 * out * input }, (_, i) => {
    const tap = Math.floor(i / (out * input));
    return interpolation[Math.floor(tap / 4)] * interpolation[tap % 4] * mix[i % (out * input)];
  });
}

/** A bias before batch normalisation would have no effect (the mean is taken off again), so hidden layers have none. */
function weightShapes(): Record<string, number[]> {
  const shapes: Record<string, number[]> = {};
  filters.forEach((out, i) => {
    shapes[`layer${i + 1}/filter`] = [4, 4, out, i === 0 ? 1 : filters[i - 1]];
    const perChannel = i < hiddenLayers ? ['gamma', 'beta', 'mean', 'variance'] : ['bias'];
    for (const name of perChannel) shapes[`layer${i + 1}/${name}`] = [out];
  });
  return shapes;
}

/** A layer's filter and bias with its fixed normalisation worked into them. */
function foldLayer(weights: NamedWeights, index: number): { filter: tf.Tensor4D; bias: tf.Tensor1D } {
  const layer = `layer${index + 1}`;
  const { shape, values } = weights[`${layer}/filter`];
  const size = shape as [number, number, number, number];
  if (index === hiddenLayers) return { filter: tf.tensor4d(values, size), bias: tf.tensor1d(weights[`${layer}/bias`].values) };
  const [, , out, input] = size;
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'mean', 'variance'].map((name) => weights[`${layer}/${name}`].values);
  const scale = gamma.map((value, channel) => value / Math.sqrt(variance[channel] + NORMALISATION_EPSILON));
  const folded = values.map((value, i) => value * scale[Math.floor(i / input) % out]);
  return { filter: tf.tensor4d(folded, size), bias: tf.tensor1d(beta.map((value, i) => value - mean[i] * scale[i])) };
}

/** Twice the side, with stride 2. */
function transposedConvolution(x: tf.Tensor4D, filter: tf.Tensor4D, padding: Padding): tf.Tensor4D {
  if (padding === 'periodic') return transposeConvolvePeriodically(x, filter);
  const [count, height, width] = x.shape;
  return tf.conv2dTranspose(x, filter, [count, 2 * height, 2 * width, filter.shape[2]], 2, 'same');
}
