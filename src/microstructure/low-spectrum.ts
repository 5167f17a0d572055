import { fft2 } from '../numerics/fft';
import { countPixels, greatest } from './distance';
import type { Microstructure } from './microstructure';

/** At what resolution images are compared: waves up to `limit` to the period, shifts on a grid of so many to the period. */
export interface Resolution {
  readonly limit: number;
  readonly grid: number;
}

/**
 * The long waves of images of one size: their Fourier coefficients F(u, v) with |u|, |v| up to a limit, of which the half
 * with v >= 0 tells the rest, and the energy of all other waves. They bound how alike two images can be whatever the shift,
 * far more cheaply than whole transforms tell it exactly.
 */
export class LowSpectra {
  /** Pixels of phase 1 of each image, and of all phases. */
  readonly counts: Float64Array;
  readonly size: number;
  /** Coefficients of an image: rows v = 0 … limit, in each u = −limit … limit. */
  readonly length: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly magnitudes: Float64Array;
  private readonly tails = new Map<number, Float64Array>();

  /** Nothing is computed yet: `transform` does that. */
  constructor(
    private readonly images: readonly Microstructure[],
    readonly limit: number,
  ) {
    this.counts = Float64Array.from(images, countPixels);
    this.size = images[0].pixels.length;
    this.length = (limit + 1) * (2 * limit + 1);
    this.re = new Float64Array(images.length * this.length);
    this.im = new Float64Array(this.re.length);
    this.magnitudes = new Float64Array(this.re.length);
  }

  /** Computes the waves of images `first` (even) up to, not including, `end`: of two with each transform. */
  transform(first = 0, end = this.images.length): this {
    for (let i = first; i < end; i += 2) this.transformTwo(i, this.images[i], this.images[i + 1]);
    for (let at = first * this.length; at < end * this.length; at++) this.magnitudes[at] = Math.hypot(this.re[at], this.im[at]);
    return this;
  }

  /** The root of the energy Σ|F|² of the waves of image i that are beyond a limit; all together have size · count (Parseval). */
  tail(i: number, limit: number): number {
    let tails = this.tails.get(limit);
    if (!tails) {
      tails = this.counts.map((count, image) => {
        let energy = this.size * count;
        this.forEachWave(limit, (at, weight) => {
          energy -= weight * this.magnitudes[image * this.length + at] ** 2;
        });
        return Math.sqrt(Math.max(0, energy));
      });
      this.tails.set(limit, tails);
    }
    return tails[i];
  }

  /** Visits the waves up to a limit; the weight is 2 where a coefficient stands for the one opposite as well. */
  forEachWave(limit: number, visit: (at: number, weight: number, u: number, v: number) => void): void {
    for (let v = 0; v <= limit; v++) {
      const middle = v * (2 * this.limit + 1) + this.limit;
      for (let u = -limit; u <= limit; u++) visit(middle + u, v === 0 ? 1 : 2, u, v);
    }
  }

  /** Reads the waves of image i and the next from one transform, F₁ + i F₂ with F(−k) = conj F(k) for each of both. */
  private transformTwo(i: number, { width, height, pixels }: Microstructure, second?: Microstructure): void {
    const re = Float64Array.from(pixels);
    const im = second ? Float64Array.from(second.pixels) : new Float64Array(pixels.length);
    fft2(re, im, height, width);
    const place = (u: number, v: number) => ((v + height) % height) * width + ((u + width) % width);
    this.forEachWave(this.limit, (at, _weight, u, v) => {
      const [here, opposite] = [place(u, v), place(-u, -v)];
      this.re[i * this.length + at] = (re[here] + re[opposite]) / 2;
      this.im[i * this.length + at] = (im[here] - im[opposite]) / 2;
      if (!second) return;
      this.re[(i + 1) * this.length + at] = (im[here] + im[opposite]) / 2;
      this.im[(i + 1) * this.length + at] = (re[opposite] - re[here]) / 2;
    });
  }
}

/**
 * A share of pixels in which image i of a and image j of b differ at least, whatever the shift and though either be turned
 * half round: from magnitudes alone, as if all waves fell on each other.
 */
export function magnitudeBound(a: LowSpectra, i: number, b: LowSpectra, j: number): number {
  const [fromA, fromB] = [i * a.length, j * b.length];
  let shared = a.tail(i, a.limit) * b.tail(j, b.limit);
  for (let at = 0; at < a.length; at++) {
    const product = a.magnitudes[fromA + at] * b.magnitudes[fromB + at];
    shared += at <= 2 * a.limit ? product : 2 * product;
  }
  return boundFor(a.counts[i] + b.counts[j], shared / a.size, a.size);
}

/**
 * A share of pixels in which image i of some differs at least from images j and j + 1 of others, of equal magnitudes, whatever
 * the shift. The long waves' correlation with both is computed on a coarse grid of shifts. Its greatest value lies among four
 * points of the grid, d apart. Averaged over these with the weights of bilinear interpolation, a wave (u, v) of magnitude m is
 * below its value there by at most ½ m (u² + v²) (d/2)², as slopes and mixed terms cancel, and the greatest of the four is not
 * below the average. The other waves add at most what they would if they all fell on each other.
 */
export class CorrelationBound {
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  /** For each wave: its place among the coefficients, its places on the grid and its weight u² + v². */
  private readonly waves: { at: number; here: number; opposite: number; weight: number }[] = [];

  constructor(
    private readonly some: LowSpectra,
    private readonly others: LowSpectra,
    private readonly resolution: Resolution,
  ) {
    const { limit, grid } = resolution;
    this.re = new Float64Array(grid * grid);
    this.im = new Float64Array(grid * grid);
    const place = (u: number, v: number) => ((v + grid) % grid) * grid + ((u + grid) % grid);
    some.forEachWave(limit, (at, weight, u, v) => {
      const opposite = weight === 2 ? place(-u, -v) : -1;
      this.waves.push({ at, here: place(u, v), opposite, weight: weight * (u * u + v * v) });
    });
  }

  evaluate(i: number, j: number): number {
    const [some, others] = [this.some, this.others];
    const { re, im } = this;
    const { limit, grid } = this.resolution;
    const [from, fromFirst, fromSecond] = [i * some.length, j * others.length, (j + 1) * others.length];
    re.fill(0);
    im.fill(0);
    let curvature = 0;
    for (const wave of this.waves) {
      const [a, b, c] = [from + wave.at, fromFirst + wave.at, fromSecond + wave.at];
      const [x, y] = [some.re[a], some.im[a]];
      // F (conj F₁ + i conj F₂): its inverse transform has one correlation in its real, the other in its imaginary part
      const [p, q] = [others.re[b] + others.im[c], others.re[c] - others.im[b]];
      re[wave.here] = x * p - y * q;
      im[wave.here] = x * q + y * p;
      if (wave.opposite >= 0) {
        const [p, q] = [others.re[b] - others.im[c], others.re[c] + others.im[b]];
        re[wave.opposite] = x * p + y * q;
        im[wave.opposite] = x * q - y * p;
      }
      curvature += wave.weight * some.magnitudes[a] * others.magnitudes[b];
    }
    fft2(re, im, grid, grid, true);
    const most = Math.max(greatest(re), greatest(im)) * grid * grid + 0.5 * curvature * (Math.PI / grid) ** 2;
    const shared = (most + some.tail(i, limit) * others.tail(j, limit)) / some.size;
    return boundFor(some.counts[i] + others.counts[j], shared, some.size);
  }
}

/** The least share of pixels that differ where `count` pixels of two images are of phase 1 and at most `shared` fall together. */
function boundFor(count: number, shared: number, size: number): number {
  return Math.max(0, (count - 2 * shared) / size);
}
