import { median } from 'simple-statistics';
import { admissibleFlips, areIndependent } from '../microstructure/flips';
import type { Microstructure } from '../microstructure/microstructure';
import { errorOfChange, errorOfTypical, type FirstOrder, predictChange } from './flip-changes';

/** A pixel, and what its flip is predicted to change. */
interface Flip {
  pixel: number;
  change: number;
}

/** Pixels to flip together, and what is said of that beforehand. */
export interface ChosenFlips {
  /** The largest changes first. */
  pixels: number[];
  first: FirstOrder;
  /** The standard error of the predicted change. */
  error: number;
  /** How far from what is wanted they are expected to end: by what they leave and by that error. */
  expected: number;
}

/** Numbers of flips that are tried. */
const sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24];

/**
 * Pixels whose flips together are predicted to change the property by `wanted`: admissible ones, so far apart that they stay so
 * together. Of sets of a few sizes the one is chosen whose expected error is least: what it leaves, and the errors of the
 * predictions, a share of each change and a part that all have. So a large change is parted among several, and a small one left
 * to a single pixel. Nothing where no flip changes anything.
 */
export function chooseFlips(
  image: Microstructure,
  slopes: Float32Array,
  factors: FirstOrder,
  wanted: number,
  excluded: ReadonlySet<number> = new Set(),
): ChosenFlips | undefined {
  const pixels = admissibleFlips(image).filter((pixel) => !excluded.has(pixel));
  if (pixels.length === 0) return undefined;
  const typical = median(pixels.map((pixel) => Math.abs(slopes[pixel])));
  const firstOf = (pixel: number): FirstOrder =>
    image.pixels[pixel] === 0
      ? { toOne: slopes[pixel], toZero: 0, flips: typical }
      : { toOne: 0, toZero: -slopes[pixel], flips: typical };
  const flips = pixels
    .map((pixel): Flip => ({ pixel, change: predictChange(firstOf(pixel), factors) }))
    .filter(({ change }) => change !== 0);
  const errorOf = (some: readonly Flip[]): number =>
    Math.hypot(...some.flatMap(({ change }) => [errorOfChange * change, errorOfTypical * typical]));
  let best: { flips: readonly Flip[]; expected: number } = { flips: [], expected: Infinity };
  for (const size of sizes) {
    const set = chooseSet(image, flips, wanted, size);
    const left = wanted - set.reduce((sum, { change }) => sum + change, 0);
    const expected = Math.hypot(left, errorOf(set));
    if (set.length > 0 && expected < best.expected) best = { flips: set, expected };
  }
  if (best.flips.length === 0) return undefined;
  const ordered = [...best.flips].sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).map(({ pixel }) => pixel);
  const first = ordered.map(firstOf).reduce((sum, each) => ({
    toOne: sum.toOne + each.toOne,
    toZero: sum.toZero + each.toZero,
    flips: sum.flips + each.flips,
  }));
  return { pixels: ordered, first, error: errorOf(best.flips), expected: best.expected };
}

/** So many flips, apart, of which each changes its part of what is wanted, and the last one or two meet what is left best. */
function chooseSet(image: Microstructure, flips: readonly Flip[], wanted: number, size: number): Flip[] {
  const chosen: Flip[] = [];
  let left = wanted;
  const isFree = (flip: Flip): boolean => chosen.every((other) => areIndependent(image, flip.pixel, other.pixel));
  const nearestTo = (part: number): Flip | undefined =>
    flips.filter(isFree).reduce<Flip | undefined>((best, flip) => {
      return best && Math.abs(best.change - part) <= Math.abs(flip.change - part) ? best : flip;
    }, undefined);
  while (chosen.length < size - 2) {
    const flip = nearestTo(left / (size - chosen.length));
    if (!flip) return chosen;
    chosen.push(flip);
    left -= flip.change;
  }
  const single = nearestTo(left);
  if (size === 1 || !single) return single ? [...chosen, single] : chosen;
  const pair = nearestPair(image, flips.filter(isFree), left);
  return pair ? [...chosen, ...pair] : [...chosen, single];
}

/** The two flips, apart, whose changes add up nearest to what is wanted. */
function nearestPair(image: Microstructure, flips: readonly Flip[], wanted: number): [Flip, Flip] | undefined {
  const sorted = [...flips].sort((a, b) => a.change - b.change);
  let best: [Flip, Flip] | undefined;
  let least = Infinity;
  // of each smaller one the larger ones about its complement, found by going in from both ends
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const left = wanted - sorted[low].change - sorted[high].change;
    if (Math.abs(left) < least && areIndependent(image, sorted[low].pixel, sorted[high].pixel)) {
      least = Math.abs(left);
      best = [sorted[low], sorted[high]];
    }
    if (left > 0) low++;
    else high--;
  }
  return best;
}
