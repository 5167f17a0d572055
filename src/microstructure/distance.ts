import { fft2 } from '../numerics/fft';
import type { Microstructure } from './microstructure';

/**
 * How far two microstructures are apart where only their repetition counts: an optical cell is the same film wherever it is
 * cut, and, in unpolarised light, flipped or turned.
 */

/**
 * What flips and turns make of an image, in pairs of one and the same turned half round; the image itself comes first. Eight
 * images of a square one, else four: quarter turns are left out.
 */
export function symmetricPairs(image: Microstructure): [Microstructure, Microstructure][] {
  const flipped = rearrange(image, (x, y, { width }) => y * width + (width - 1 - x));
  const originals = [image, flipped];
  if (image.width === image.height) {
    originals.push(...originals.map((original) => rearrange(original, (x, y, { width }) => x * width + y)));
  }
  return originals.map((original) => [
    original,
    rearrange(original, (x, y, { pixels, width }) => pixels.length - 1 - y * width - x),
  ]);
}

/** The image whose pixel (x, y) is that of the given number in another of its size. */
function rearrange(image: Microstructure, from: (x: number, y: number, image: Microstructure) => number): Microstructure {
  const { width, height } = image;
  const pixels = Uint8Array.from(image.pixels, (_, i) => image.pixels[from(i % width, Math.floor(i / width), image)]);
  return { width, height, pixels };
}

/** The least share of pixels in which two images of one size differ, over all cyclic shifts of one of them. */
export function shiftedDifference(a: Microstructure, b: Microstructure): number {
  return new ShiftedPair(b, b).differenceFrom(a);
}

/** Diversity over shifts: `shiftedDifference`, the mean over all pairs of at least two images of one size. */
export function meanShiftedDifference(images: readonly Microstructure[]): number {
  let sum = 0;
  images.forEach((image, i) => {
    const shifted = new ShiftedPair(image, image);
    for (const other of images.slice(0, i)) sum += shifted.differenceFrom(other);
  });
  return sum / ((images.length * (images.length - 1)) / 2);
}

/** The least share of pixels in which two images of one size differ, over all cyclic shifts, flips and quarter turns of one. */
export function symmetricDifference(a: Microstructure, b: Microstructure): number {
  return Math.min(...symmetricPairs(b).map((pair) => new ShiftedPair(...pair).differenceFrom(a)));
}

/**
 * Two images in all their cyclic shifts. How many pixels of phase 1 they share with another image for each shift is a
 * cross-correlation, a product of Fourier transforms; as it is real, one transform does both.
 */
export class ShiftedPair {
  /** The transform of first − i second. */
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly counts: readonly [number, number];

  constructor(
    private readonly first: Microstructure,
    second: Microstructure,
  ) {
    this.re = Float64Array.from(first.pixels);
    this.im = Float64Array.from(second.pixels, (pixel) => -pixel);
    this.counts = [countPixels(first), countPixels(second)];
    fft2(this.re, this.im, first.height, first.width);
  }

  /** The least share of pixels in which an image differs from any shift of either. Throws RangeError where sizes differ. */
  differenceFrom(image: Microstructure): number {
    const { width, height, pixels } = image;
    if (width !== this.first.width || height !== this.first.height) {
      throw new RangeError(`distance: ${width} x ${height} pixels against ${this.first.width} x ${this.first.height}`);
    }
    const re = Float64Array.from(pixels);
    const im = new Float64Array(pixels.length);
    fft2(re, im, height, width);
    for (let i = 0; i < re.length; i++) {
      const [a, b] = [re[i], im[i]];
      re[i] = a * this.re[i] + b * this.im[i];
      im[i] = b * this.re[i] - a * this.im[i];
    }
    fft2(re, im, height, width, true);
    const count = countPixels(image);
    const differing = [re, im].map((shared, i) => count + this.counts[i] - 2 * Math.round(greatest(shared)));
    return Math.min(...differing) / pixels.length;
  }
}

/** Pixels of phase 1. */
export function countPixels({ pixels }: Microstructure): number {
  let count = 0;
  for (const pixel of pixels) count += pixel;
  return count;
}

/** The greatest number of an array, however long. */
export function greatest(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  return most;
}
