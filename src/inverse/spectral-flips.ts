import { median } from 'simple-statistics';
import { admissibleFlips, areIndependent } from '../microstructure/flips';
import type { Microstructure } from '../microstructure/microstructure';
import { errorOfChange, errorOfTypical } from './flip-changes';

/** A pixel, what its flip is predicted to change (P numbers), and the variance of that prediction, summed over the numbers. */
interface Flip {
  pixel: number;
  changes: Float64Array;
  variance: number;
}

const squareOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);

/**
 * Pixels whose flips together are predicted to change the P numbers of a property by `wanted`: admissible ones, so far apart that
 * they stay so together, at most `most`. They are taken one by one, each the one that leaves the least square of what is still
 * wanted and of the errors of all predictions (a share of each change, and a part that all have, as in `chooseFlips`); none is
 * taken that leaves more than before.
 *
 * @param slopes of the P numbers by the pixels, as the wall beside each moves: those of the first number, then of the second, …
 */
export function chooseSpectralFlips(image: Microstructure, slopes: Float32Array, wanted: Float64Array, most: number): number[] {
  const flips = flipsOf(image, slopes, wanted.length);
  const chosen: Flip[] = [];
  let left = wanted;
  while (chosen.length < most) {
    let best: { flip?: Flip; left: Float64Array; square: number } = { left, square: squareOf(left) };
    for (const flip of flips) {
      if (!chosen.every(({ pixel }) => areIndependent(image, pixel, flip.pixel))) continue;
      const after = left.map((value, k) => value - flip.changes[k]);
      const square = squareOf(after) + flip.variance;
      if (square < best.square) best = { flip, left: after, square };
    }
    if (!best.flip) break;
    chosen.push(best.flip);
    left = best.left;
  }
  return chosen.map(({ pixel }) => pixel);
}

function flipsOf(image: Microstructure, slopes: Float32Array, numbers: number): Flip[] {
  const size = image.pixels.length;
  const pixels = admissibleFlips(image);
  if (pixels.length === 0) return [];
  const slopeOf = (pixel: number, k: number): number => slopes[k * size + pixel];
  const typical = Array.from({ length: numbers }, (_, k) => median(pixels.map((pixel) => Math.abs(slopeOf(pixel, k)))));
  return pixels.map((pixel) => {
    const sign = image.pixels[pixel] === 0 ? 1 : -1;
    const changes = Float64Array.from({ length: numbers }, (_, k) => sign * slopeOf(pixel, k));
    const variance = typical.reduce((sum, each, k) => sum + (errorOfChange * changes[k]) ** 2 + (errorOfTypical * each) ** 2, 0);
    return { pixel, changes, variance };
  });
}
