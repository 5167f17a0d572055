import * as tf from '@tensorflow/tfjs';
import { InputError } from '../runs/errors';
import { readFile, sha256 } from '../runs/files';
import { type Hdf5Array, readHdf5 } from '../runs/hdf5';
import { type FeatureExtractor, meanOverImage } from './features';

/** The first four convolutions, as Keras names them, and their channels in and out. */
const convolutions: [name: string, input: number, output: number][] = [
  ['block1_conv1', 3, 64],
  ['block1_conv2', 64, 64],
  ['block2_conv1', 64, 128],
  ['block2_conv2', 128, 128],
];
/** Means of red, green and blue (0 … 255) over the images that VGG16 was trained on, in its order: blue first. */
const trainingMeans = [103.939, 116.779, 123.68];

/**
 * The beginning of VGG16 (Simonyan and Zisserman 2015) with the weights of a user's own Keras file (.h5, with or without the
 * dense layers). Its four maps are those of the authors' code: conv1_1, conv1_2 after pooling, conv2_1, conv2_2 after
 * pooling, with each image's mean over its pixels taken off every channel.
 */
export class Vgg16 implements FeatureExtractor {
  private constructor(
    readonly name: string,
    private readonly layers: { filter: tf.Tensor4D; bias: tf.Tensor1D }[],
  ) {}

  static async read(path: string, argument = path): Promise<Vgg16> {
    const { arrays } = await readHdf5(path, argument);
    const found = convolutions.map(([name, input, output]) => ({
      filter: findArray(arrays, name, [3, 3, input, output], path, argument),
      bias: findArray(arrays, name, [output], path, argument),
    }));
    const layers = found.map(({ filter, bias }) => ({
      filter: tf.tensor4d(Float32Array.from(filter.data), filter.shape as [number, number, number, number]),
      bias: tf.tensor1d(Float32Array.from(bias.data)),
    }));
    return new Vgg16(`VGG16 ${sha256(readFile(path, argument))}`, layers);
  }

  maps(images: tf.Tensor4D): tf.Tensor4D[] {
    let x = tf.sub<tf.Tensor4D>(tf.mul(tf.add(images, 1), 127.5), tf.tensor1d(trainingMeans));
    return this.layers.map(({ filter, bias }, i) => {
      x = tf.relu(tf.add<tf.Tensor4D>(tf.conv2d(x, filter, 1, 'same'), bias));
      if (i % 2 === 1) x = poolLargest(x);
      return tf.sub(x, meanOverImage(x));
    });
  }

  centredMaps(images: tf.Tensor4D): tf.Tensor4D {
    return this.maps(images)[convolutions.length - 1];
  }

  /** The authors': 0.3 Σ(S − C)²/(4·3²·(HW)²), where S and C are sums over the HW pixels and ours are means. */
  styleWeight(): number {
    return 0.3 / 36;
  }

  dispose(): void {
    tf.dispose(this.layers);
  }
}

function findArray(arrays: Record<string, Hdf5Array>, layer: string, shape: number[], path: string, argument: string): Hdf5Array {
  const found = Object.entries(arrays).find(
    ([name, array]) => name.split('/').some((part) => part.startsWith(layer)) && array.shape.join() === shape.join(),
  );
  if (found) return found[1];
  const problem = `${path} has no array of ${shape.join(' × ')} for ${layer}`;
  throw new InputError(argument, problem, 'give a Keras weights file of VGG16');
}

/** The largest of each 2 × 2 pixels: rows first, then columns, which wasm has gradients for. */
function poolLargest(x: tf.Tensor4D): tf.Tensor4D {
  const [count, height, width, channels] = x.shape;
  const rows = tf.max(tf.reshape(x, [count * (height / 2), 2, width * channels]), 1);
  const pooled = tf.max(tf.reshape(rows, [count * (height / 2) * (width / 2), 2, channels]), 1);
  return tf.reshape(pooled, [count, height / 2, width / 2, channels]);
}
