import { otsuThreshold } from '../microstructure/otsu';

/**
 * Shares of phase 1 in place of two phases, so that there is a gradient: 1 / (1 + exp(−sharpness (grey − threshold))) with each
 * image's own threshold by Otsu. Grey images have `size` pixels each, one image after another.
 *
 * @returns shares, and their derivatives by the grey values, the threshold held
 */
export function softThreshold(
  grey: Float32Array,
  size: number,
  sharpness: number,
): { shares: Float32Array; slopes: Float32Array } {
  const shares = new Float32Array(grey.length);
  for (let first = 0; first < grey.length; first += size) {
    const image = grey.subarray(first, first + size);
    const threshold = otsuThreshold(image);
    image.forEach((value, i) => {
      shares[first + i] = 1 / (1 + Math.exp(-sharpness * (value - threshold)));
    });
  }
  return { shares, slopes: shares.map((share) => sharpness * share * (1 - share)) };
}
