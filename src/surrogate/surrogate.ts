import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../learning/backend';
import { mapValues } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { checkSize, type Scale } from './data';
import { layoutOf, runNetwork } from './network';
import { addViewGradient, averageView, findCrest, type Pixels, turns, type View } from './views';

/** Views worked on at once. */
const batch = 64;

/**
 * A trained forward model: the property of microstructures without a simulation. It is the mean over all eight flips and turns
 * of an image, each begun at the crest of its longest waves, so that it is the same for every cyclic shift, flip and quarter
 * turn, to rounding. That is right for the absorption of a film in unpolarised light at normal incidence; a property that
 * depends on direction needs another model.
 *
 * Weights: those of `runNetwork`; scale: the means and then the standard deviations of the P numbers of the property that the
 * network was trained on; side.
 */
export class Surrogate {
  /** Pixels along a side of what the network sees; images have a multiple of it. */
  readonly side: number;
  /** P, numbers of the property. */
  readonly numbers: number;
  private readonly tensors: Record<string, tf.Tensor>;
  private readonly layout: ReturnType<typeof layoutOf>;

  private constructor(private readonly named: NamedWeights) {
    const { scale: _, side, ...weights } = named;
    this.side = side.values[0];
    this.numbers = weights['property/bias'].values.length;
    this.layout = layoutOf(weights);
    this.tensors = mapValues(weights, ({ shape, values }) => tf.tensor(values, shape));
  }

  /** A surrogate with these weights, named as `weights` names them. */
  static async fromWeights(named: NamedWeights): Promise<Surrogate> {
    const numbers = named['property/bias']?.values.length ?? 1;
    const lacks = Object.entries({ scale: 2 * numbers, side: 1 }).find(([name, size]) => named[name]?.values.length !== size);
    if (lacks) throw new InputError('surrogate weights', `${lacks[0]} is missing`, `give it ${lacks[1]} numbers`);
    layoutOf(named);
    await selectBackend();
    return new Surrogate(named);
  }

  /**
   * The property of each microstructure: count × P.
   *
   * @param views of each that are averaged over: all eight turns unless given; fewer are faster and a little less exact
   */
  predict(microstructures: readonly Microstructure[], views = turns): Float32Array {
    for (const microstructure of microstructures) checkSize(microstructure, this.side);
    return this.predictEach(
      microstructures.map(({ pixels }) => pixels),
      microstructures.map(({ width }) => width),
      views,
    );
  }

  /** The same of grey images (count × width × width, row by row), of which each pixel is a share of phase 1: 0 … 1. */
  predictImages(shares: Float32Array, width: number, views = turns): Float32Array {
    const images = partImages(shares, width, this.side);
    return this.predictEach(
      images,
      images.map(() => width),
      views,
    );
  }

  /**
   * The property y (count × P) of grey images (count × width × width, shares of phase 1), and a gradient by each of their
   * pixels, count × width × width: of each image's y, or, where `slopes` is given, of a loss of which it tells the P
   * derivatives by y, as one view of the image has it; then it is the mean over views of their losses.
   */
  gradient(
    shares: Float32Array,
    width: number,
    views = turns,
    slopes: (y: Float64Array, image: number) => ArrayLike<number> = () => new Array(this.numbers).fill(1),
  ): { y: Float32Array; gradient: Float32Array } {
    const images = partImages(shares, width, this.side);
    const { numbers } = this;
    const gradient = new Float32Array(shares.length);
    const sums = new Float64Array(images.length * numbers);
    // derivatives are taken in standard deviations of the first number, so that the one of a property of one number is 1
    const [unit] = this.deviations;
    const work = images.flatMap((image, i) => viewsOf(image, width, views).map((view) => ({ image, view, i })));
    for (let first = 0; first < work.length; first += batch) {
      const some = work.slice(first, first + batch);
      const { values, pulled } = tf.tidy(() => {
        const inputs = this.inputs(some.map(({ image, view }) => ({ image, view, width })));
        let values = new Float32Array(0);
        const pulled = tf.grad((x) => {
          const standard = runNetwork(x as tf.Tensor4D, this.tensors, this.layout);
          values = Float32Array.from(standard.dataSync());
          const weights = some.flatMap(({ i }, row) => {
            const y = Float64Array.from({ length: numbers }, (_, k) => this.unstandardise(values[row * numbers + k], k));
            return Array.from(slopes(y, i), (slope, k) => (slope * this.deviations[k]) / unit);
          });
          return tf.sum(tf.mul(standard, tf.tensor2d(weights, [some.length, numbers])));
        })(inputs);
        return { values, pulled: Float32Array.from(pulled.dataSync(), (slope) => (unit * slope) / views) };
      });
      some.forEach(({ view, i }, row) => {
        for (let k = 0; k < numbers; k++) sums[i * numbers + k] += values[row * numbers + k];
        const ofImage = gradient.subarray(i * width ** 2, (i + 1) * width ** 2);
        addViewGradient(pulled, row * this.side ** 2, this.side, view, ofImage, width);
      });
    }
    return { y: this.meansOf(sums, views), gradient };
  }

  /** The standard deviations of the P numbers of the property over the samples that it was trained on. */
  get deviations(): Float32Array {
    return this.named.scale.values.subarray(this.numbers);
  }

  /** The same of a property of one number. */
  get deviation(): number {
    return this.deviations[0];
  }

  weights(): NamedWeights {
    return this.named;
  }

  dispose(): void {
    tf.dispose(this.tensors);
  }

  private predictEach(images: readonly Pixels[], widths: readonly number[], views: number): Float32Array {
    const { numbers } = this;
    const sums = new Float64Array(images.length * numbers);
    const together = Math.max(1, Math.floor(batch / views));
    for (let first = 0; first < images.length; first += together) {
      const some = images.slice(first, first + together).flatMap((image, i) => {
        const width = widths[first + i];
        return viewsOf(image, width, views).map((view) => ({ image, view, width }));
      });
      const standard = tf.tidy(() => Float32Array.from(runNetwork(this.inputs(some), this.tensors, this.layout).dataSync()));
      standard.forEach((value, at) => {
        const image = first + Math.floor(at / (views * numbers));
        sums[image * numbers + (at % numbers)] += value;
      });
    }
    return this.meansOf(sums, views);
  }

  /** Sums over views (count × P) of what the network gives, as means in the property's own unit. */
  private meansOf(sums: Float64Array, views: number): Float32Array {
    return Float32Array.from(sums, (sum, i) => this.unstandardise(sum, i % this.numbers, views));
  }

  private unstandardise(sum: number, k: number, views = 1): number {
    const { values } = this.named.scale;
    return values[k] + (values[this.numbers + k] * sum) / views;
  }

  private inputs(work: readonly { image: Pixels; view: View; width: number }[]): tf.Tensor4D {
    const { side } = this;
    const averaged = new Float32Array(work.length * side ** 2);
    work.forEach(({ image, view, width }, i) => {
      averageView(image, width, view, side, averaged, i * side ** 2);
    });
    return tf.tensor4d(averaged, [work.length, side, side, 1]);
  }
}

/** What a surrogate's weights have besides those of its network. */
export function describeScale({ means, deviations }: Scale, side: number): NamedWeights {
  const shape = means.length === 1 ? [2] : [2, means.length];
  return {
    scale: { shape, values: Float32Array.of(...Array.from(means), ...Array.from(deviations)) },
    side: { shape: [1], values: Float32Array.of(side) },
  };
}

function viewsOf(image: Pixels, width: number, count: number): View[] {
  const crest = findCrest(image, width);
  return Array.from({ length: count }, (_, turn) => ({ turn, ...crest }));
}

function partImages(shares: Float32Array, width: number, side: number): Float32Array[] {
  checkSize({ width, height: width }, side);
  const count = shares.length / width ** 2;
  if (!Number.isInteger(count)) {
    throw new InputError(
      'images',
      `${shares.length} numbers`,
      `give a multiple of ${width ** 2}, for ${width} × ${width} pixels`,
    );
  }
  return Array.from({ length: count }, (_, i) => shares.subarray(i * width ** 2, (i + 1) * width ** 2));
}
