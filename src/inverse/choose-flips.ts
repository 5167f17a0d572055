import { admissibleFlips, chessDistance, independentFrom } from '../microstructure/flips';
import type { Microstructure } from '../microstructure/microstructure';
import { type FirstOrder, predictChange, scatter } from './flip-changes';

/** A pixel, and what its flip is predicted to change. */
interface Flip {
  pixel: number;
  change: number;
}

/** Pixels flipped at once, at most. */
const most = 24;
/** Of many flips, the largest takes at most this share of what is wanted: errors of several cancel in part. */
const largestShare = 0.25;

/**
 * Pixels whose flips together are predicted to change the property by `wanted`: admissible ones, so far apart that they stay so
 * together. The largest that fit come first; the last two are those that leave least, counted with the error that each flip's
 * prediction has. Empty where none is predicted to lead nearer.
 */
export function chooseFlips(
  image: Microstructure,
  slopes: Float32Array,
  factors: FirstOrder,
  wanted: number,
  excluded: ReadonlySet<number> = new Set(),
): number[] {
  const flips = admissibleFlips(image)
    .filter((pixel) => !excluded.has(pixel))
    .map((pixel): Flip => {
      const first = image.pixels[pixel] === 0 ? { toOne: slopes[pixel], toZero: 0 } : { toOne: 0, toZero: -slopes[pixel] };
      return { pixel, change: predictChange(first, factors) };
    })
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const chosen: Flip[] = [];
  let left = wanted;
  for (const flip of flips) {
    if (chosen.length === most) break;
    const share = flip.change / wanted;
    if (share <= 0 || share > largestShare || Math.abs(flip.change) > Math.abs(left)) continue;
    if (!isApart(image, flip, chosen)) continue;
    chosen.push(flip);
    left -= flip.change;
  }
  return withBestLast(image, flips, chosen, wanted).map(({ pixel }) => pixel);
}

/** The same flips with others in place of the last two, or none: those that leave least. */
function withBestLast(image: Microstructure, flips: readonly Flip[], chosen: readonly Flip[], wanted: number): readonly Flip[] {
  const sum = (some: readonly Flip[]): number => some.reduce((total, { change }) => total + change, 0);
  const error = (left: number, squares: number): number => Math.sqrt(left ** 2 + scatter ** 2 * squares);
  const squaresOf = (some: readonly Flip[]): number => some.reduce((total, { change }) => total + change ** 2, 0);
  const kept = chosen.slice(0, Math.max(0, chosen.length - 2));
  const [keptLeft, keptSquares] = [wanted - sum(kept), squaresOf(kept)];
  let best: { flips: readonly Flip[]; error: number } = { flips: [], error: Math.abs(wanted) };
  const consider = (last: readonly Flip[], left: number, squares: number): void => {
    const found = error(left, squares);
    if (found < best.error && (last.length < 2 || isApart(image, last[0], last.slice(1))))
      best = { flips: [...kept, ...last], error: found };
  };
  consider([], keptLeft, keptSquares);
  const free = flips.filter((flip) => isApart(image, flip, kept));
  for (const [i, first] of free.entries()) {
    const [left, squares] = [keptLeft - first.change, keptSquares + first.change ** 2];
    consider([first], left, squares);
    for (let j = i + 1; j < free.length; j++) {
      const second = free[j];
      consider([first, second], left - second.change, squares + second.change ** 2);
    }
  }
  return best.flips;
}

const isApart = (image: Microstructure, { pixel }: Flip, others: readonly Flip[]): boolean =>
  others.every((other) => chessDistance(image, pixel, other.pixel) >= independentFrom);
