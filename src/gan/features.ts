import * as tf from '@tensorflow/tfjs';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { greyTensor } from './images';

/** A fixed network whose feature maps tell textures apart: the style and collapse losses compare by it. */
export interface FeatureExtractor {
  /** What it is, the same for the same features. */
  readonly name: string;
  /**
   * Feature maps (count × height × width × channels), one for each layer, of grey images (count × height × width × 1,
   * −1 … 1). Differentiable.
   */
  maps(images: tf.Tensor4D): tf.Tensor4D[];
  /** The maps of the last layer, with each image's mean over its pixels taken off: where on it things are. */
  centredMaps(images: tf.Tensor4D): tf.Tensor4D;
  /** Weight of a layer of so many channels in the style loss: what the sum of its squared Gram differences is times. */
  styleWeight(channels: number): number;
  dispose(): void;
}

/** Sides of the square that is averaged to one pixel before the filters, doubling: the scales at which textures are seen. */
const scales = 5;
const filterSide = 5;
const filtersPerScale = 16;
/**
 * Standard deviation of the means over whole images: at 1/2 the gradient of their style loss is about as large as that of one
 * scale, here as large as that of all of them; at 1 the generator changes volume fractions by dots.
 */
const wholeDeviation = 0.75;
/** Training images that the features' means and deviations are found on. */
const sampled = 240;
const batch = 30;

type Scale = {
  filter: tf.Tensor4D;
  /** Mean of each standardised map, taken off. */
  mean: tf.Tensor1D;
  /** What its means over whole images are multiplied by. */
  wholeScale: tf.Tensor1D;
};

/**
 * One convolution with random filters and ReLU at each of five scales (images averaged over 1, 2, 4, 8 and 16 pixels). The
 * Gram matrices of such features hold what a texture looks like about as well as those of trained networks (Ustyuzhaninov
 * et al. 2016). Every map is standardised to mean 0 and deviation 1 over the training images. A last layer has the means of
 * the coarsest maps over each image, by which images of one texture differ as wholes: in volume fraction first of all. A channel
 * of ones beside them puts their means into the Gram matrix.
 */
export class RandomFilters implements FeatureExtractor {
  readonly name = 'random filters';
  private readonly halve = tf.fill([2, 2, 1, 1], 0.25) as tf.Tensor4D;
  private readonly layers: Scale[] = [];

  /** Filters drawn from `random`, standardised on (some of) the images, smoothed as in training. */
  constructor(images: readonly Microstructure[], random: RandomStream, smoothing?: number) {
    const count = Math.min(sampled, images.length);
    const some = Array.from({ length: count }, (_, i) => images[Math.floor((i * images.length) / count)]);
    const filters = Array.from({ length: scales }, (_, scale) => {
      const normals = random.derive(scale).normals(filterSide ** 2 * filtersPerScale);
      return tf.tensor4d(normals, [filterSide, filterSide, 1, filtersPerScale]);
    });
    const moments = findMoments(some, (batchOfImages) => {
      const maps = this.filtered(greyTensor(batchOfImages, { smoothing }), filters);
      return [...maps, ...maps.map(meanOverImage)];
    });
    filters.forEach((filter, scale) => {
      const { mean, deviation } = moments[scale];
      const wholeScale = tf.tidy(() => tf.div<tf.Tensor1D>(tf.mul(wholeDeviation, deviation), moments[scales + scale].deviation));
      // ReLU(a u) = a ReLU(u) for a > 0: the deviation is worked into the filter
      this.layers.push({ filter: tf.div(filter, deviation), mean: tf.div(mean, deviation), wholeScale });
    });
    tf.dispose([filters, moments]);
  }

  maps(images: tf.Tensor4D): tf.Tensor4D[] {
    // small images have fewer scales that hold a whole filter
    const layers = this.layers.filter((_, scale) => images.shape[1] >= filterSide << scale);
    const filtered = this.filtered(
      images,
      layers.map(({ filter }) => filter),
    );
    const maps = filtered.map((map, scale) => tf.sub<tf.Tensor4D>(map, layers[scale].mean));
    const coarsest = layers.length - 1;
    const whole = tf.mul<tf.Tensor4D>(meanOverImage(maps[coarsest]), layers[coarsest].wholeScale);
    return [...maps, tf.concat([whole, tf.onesLike(whole.slice([0, 0, 0, 0], [-1, -1, -1, 1]))], 3)];
  }

  centredMaps(images: tf.Tensor4D): tf.Tensor4D {
    let x = images;
    for (let scale = 1; scale < scales; scale++) x = tf.conv2d(x, this.halve, 2, 'valid');
    const map = tf.relu(tf.conv2d(x, this.layers[scales - 1].filter, 1, 'valid'));
    return tf.sub(map, meanOverImage(map));
  }

  /** The mean of the squared differences. */
  styleWeight(channels: number): number {
    return 1 / channels ** 2;
  }

  private filtered(images: tf.Tensor4D, filters: readonly tf.Tensor4D[]): tf.Tensor4D[] {
    let x = images;
    return filters.map((filter, scale) => {
      if (scale > 0) x = tf.conv2d(x, this.halve, 2, 'valid');
      return tf.relu(tf.conv2d(x, filter, 1, 'valid'));
    });
  }

  dispose(): void {
    tf.dispose([this.halve, this.layers]);
  }
}

/** Each channel's mean over the pixels of each image (count × 1 × 1 × channels). */
export function meanOverImage(maps: tf.Tensor4D): tf.Tensor4D {
  return tf.mean(maps, [1, 2], true);
}

/** Means and standard deviations of each map over images and pixels. */
function findMoments(
  images: readonly Microstructure[],
  maps: (batchOfImages: readonly Microstructure[]) => tf.Tensor4D[],
): { mean: tf.Tensor1D; deviation: tf.Tensor1D }[] {
  return tf.tidy(() => {
    let sums: { mean: tf.Tensor1D; square: tf.Tensor1D }[] = [];
    for (let first = 0; first < images.length; first += batch) {
      const some = images.slice(first, first + batch);
      const share = some.length / images.length;
      sums = maps(some).map((map, layer) => {
        const flat = tf.reshape(map, [-1, map.shape[3]]);
        const mean = tf.mul<tf.Tensor1D>(tf.mean(flat, 0), share);
        const square = tf.mul<tf.Tensor1D>(tf.mean(tf.square(flat), 0), share);
        return first === 0
          ? { mean, square }
          : { mean: tf.add(sums[layer].mean, mean), square: tf.add(sums[layer].square, square) };
      });
    }
    return sums.map(({ mean, square }) => ({
      mean,
      deviation: tf.sqrt<tf.Tensor1D>(tf.maximum<tf.Tensor1D>(tf.sub(square, tf.square(mean)), 1e-6)),
    }));
  });
}
