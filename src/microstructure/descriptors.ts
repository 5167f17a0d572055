import { fft2 } from '../numerics/fft';
import type { Microstructure } from './microstructure';

/** The share of pixels of phase 1. */
export function volumeFraction({ pixels }: Microstructure): number {
  let sum = 0;
  for (const pixel of pixels) sum += pixel;
  return sum / pixels.length;
}

/** Pairs of neighbours of different phase: side by side (`across`) and one below the other (`down`), inside the image. */
function countEdges({ width, height, pixels }: Microstructure): { across: number; down: number } {
  let across = 0;
  let down = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (x + 1 < width) across += pixels[i] ^ pixels[i + 1];
      if (y + 1 < height) down += pixels[i] ^ pixels[i + width];
    }
  }
  return { across, down };
}

/** Interface edges per pixel: neighbours of different phase, to the right and below, inside the image. */
export function interfaceDensity(microstructure: Microstructure): number {
  const { width, height } = microstructure;
  const { across, down } = countEdges(microstructure);
  return across / Math.max(1, height * (width - 1)) + down / Math.max(1, width * (height - 1));
}

/**
 * Interface edges per pixel across the seams of the image repeated side by side and one below the other, as an optical cell
 * is: last column to first, last row to first. Where it joins seamlessly this is about its `interfaceDensity`.
 */
export function seamDensity({ width, height, pixels }: Microstructure): number {
  let across = 0;
  let down = 0;
  for (let y = 0; y < height; y++) across += pixels[y * width + width - 1] ^ pixels[y * width];
  for (let x = 0; x < width; x++) down += pixels[(height - 1) * width + x] ^ pixels[x];
  return across / height + down / width;
}

/** The number of neighbours of different phase inside the image: the length of the interface in pixel edges. */
export function interfaceLength(microstructure: Microstructure): number {
  const { across, down } = countEdges(microstructure);
  return across + down;
}

/** The number of specks: pixels whose neighbours (four, at the border fewer) are all of the other phase. */
export function countSpecks({ width, height, pixels }: Microstructure): number {
  let specks = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const isAlike =
        (x > 0 && pixels[i - 1] === pixels[i]) ||
        (x + 1 < width && pixels[i + 1] === pixels[i]) ||
        (y > 0 && pixels[i - width] === pixels[i]) ||
        (y + 1 < height && pixels[i + width] === pixels[i]);
      specks += Number(!isAlike);
    }
  }
  return specks;
}

/**
 * Chords of a phase by length: how many runs of so many pixels of it (0 … the image's longer side) there are along rows and
 * columns, from interface to interface; runs cut off by the border are left out (Torquato 2002, section 2.5).
 */
export function countChords({ width, height, pixels }: Microstructure, phase = 1): Float64Array {
  const counts = new Float64Array(Math.max(width, height) + 1);
  const follow = (start: number, step: number, length: number): void => {
    // a run counts once an interface has begun it
    let run = -1;
    for (let i = 0; i < length; i++) {
      const isInside = pixels[start + i * step] === phase;
      if (isInside && run >= 0) run++;
      if (!isInside) {
        if (run > 0) counts[run]++;
        run = 0;
      }
    }
  };
  for (let y = 0; y < height; y++) follow(y * width, 1, width);
  for (let x = 0; x < width; x++) follow(x, width, height);
  return counts;
}

/**
 * Two-point correlation S₂(r) of phase 1: the chance that both ends of a segment of length r (pixels) lie in it, over all
 * directions, for r = 0 … longest. The image is taken as periodic, as the optical cell is (Torquato 2002, section 2.2).
 */
export function twoPointCorrelation(
  microstructure: Microstructure,
  longest = Math.floor(microstructure.width / 2),
): Float64Array {
  const { width, height, pixels } = microstructure;
  const re = Float64Array.from(pixels);
  const im = new Float64Array(pixels.length);
  fft2(re, im, height, width);
  for (let i = 0; i < re.length; i++) {
    re[i] = re[i] * re[i] + im[i] * im[i];
    im[i] = 0;
  }
  fft2(re, im, height, width, true);
  const sums = new Float64Array(longest + 1);
  const counts = new Float64Array(longest + 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const r = Math.round(Math.hypot(Math.min(x, width - x), Math.min(y, height - y)));
      if (r > longest) continue;
      sums[r] += re[y * width + x] / pixels.length;
      counts[r]++;
    }
  }
  return sums.map((sum, r) => sum / counts[r]);
}

/**
 * The share of the image's power, |F(m, n)|²/(width·height)² of phase 1, in rings of diffraction orders: for each ring the sum
 * over the orders (m, n) with from ≤ √(m² + n²) < to. All orders but (0, 0) together have f(1 − f), f the volume fraction.
 */
export function spectralPower(
  { width, height, pixels }: Microstructure,
  rings: readonly (readonly [from: number, to: number])[],
): Float64Array {
  const re = Float64Array.from(pixels);
  const im = new Float64Array(pixels.length);
  fft2(re, im, height, width);
  const powers = new Float64Array(rings.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const order = Math.hypot(Math.min(x, width - x), Math.min(y, height - y));
      const ring = rings.findIndex(([from, to]) => order >= from && order < to);
      const i = y * width + x;
      if (ring >= 0) powers[ring] += (re[i] ** 2 + im[i] ** 2) / pixels.length ** 2;
    }
  }
  return powers;
}

/** The share of pixels in which two microstructures of one size differ. */
export function pixelDifference(a: Microstructure, b: Microstructure): number {
  let different = 0;
  for (let i = 0; i < a.pixels.length; i++) different += a.pixels[i] ^ b.pixels[i];
  return different / a.pixels.length;
}

/** Diversity: the share of pixels in which two microstructures differ, the mean over all pairs of at least two. */
export function meanPixelDifference(microstructures: readonly Microstructure[]): number {
  const count = microstructures.length;
  const ones = new Float64Array(microstructures[0].pixels.length);
  for (const { pixels } of microstructures) for (let i = 0; i < ones.length; i++) ones[i] += pixels[i];
  // a pixel that is 1 in `one` of them differs in one (count − one) pairs
  const differing = ones.reduce((sum, one) => sum + one * (count - one), 0);
  return differing / ones.length / ((count * (count - 1)) / 2);
}
