import { fft2 } from '../numerics/fft';
import type { Microstructure } from './microstructure';

/** The share of pixels of phase 1. */
export function volumeFraction({ pixels }: Microstructure): number {
  let sum = 0;
  for (const pixel of pixels) sum += pixel;
  return sum / pixels.length;
}

/** Interface edges per pixel: neighbours of different phase, to the right and below, inside the image. */
export function interfaceDensity({ width, height, pixels }: Microstructure): number {
  let across = 0;
  let down = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (x + 1 < width) across += pixels[i] ^ pixels[i + 1];
      if (y + 1 < height) down += pixels[i] ^ pixels[i + width];
    }
  }
  return across / Math.max(1, height * (width - 1)) + down / Math.max(1, width * (height - 1));
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

/** The share of pixels in which two microstructures of one size differ. */
export function pixelDifference(a: Microstructure, b: Microstructure): number {
  let different = 0;
  for (let i = 0; i < a.pixels.length; i++) different += a.pixels[i] ^ b.pixels[i];
  return different / a.pixels.length;
}
