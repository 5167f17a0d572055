import { admissibleFlips, areIndependent } from '../microstructure/flips';
import type { Microstructure } from '../microstructure/microstructure';
import { errorOfChange } from './flip-changes';

/** A flip that was simulated by itself: by how much the property rises where the pixel becomes phase 1. Plain data. */
export interface MeasuredFlip {
  pixel: number;
  toOne: number;
}

/** So many of them, the last ones, are looked at: in all sets. */
const most = 10;

/** What making or undoing a measured flip changes an image's property by. */
export const changeOf = (image: Microstructure, { pixel, toOne }: MeasuredFlip): number =>
  image.pixels[pixel] === 0 ? toOne : -toOne;

/**
 * Of flips that were simulated one by one, whether they were kept or not, the set whose changes add up nearest to `wanted`:
 * admissible ones, so far apart that they stay so together, made or undone. Their changes are known far better than those of
 * others, up to what one does to another. Nothing where no set leads nearer.
 */
export function chooseMeasured(
  image: Microstructure,
  measured: readonly MeasuredFlip[],
  wanted: number,
): { pixels: number[]; change: number; expected: number } | undefined {
  const admissible = new Set(admissibleFlips(image));
  const usable = measured.filter(({ pixel }) => admissible.has(pixel)).slice(-most);
  let best: { pixels: number[]; change: number; expected: number } | undefined;
  const extend = (pixels: number[], change: number, squares: number, next: number): void => {
    const expected = Math.hypot(wanted - change, errorOfChange * Math.sqrt(squares));
    if (pixels.length > 0 && expected < (best?.expected ?? Math.abs(wanted))) best = { pixels, change, expected };
    for (let k = next; k < usable.length; k++) {
      const { pixel } = usable[k];
      if (pixels.some((other) => !areIndependent(image, pixel, other))) continue;
      const own = changeOf(image, usable[k]);
      extend([...pixels, pixel], change + own, squares + own ** 2, k + 1);
    }
  };
  extend([], 0, 0, 0);
  return best;
}

/**
 * The measured flips after a trial that flipped some pixels of an image and changed its property by `change`: a flip by itself is
 * one more; where all were measured, what was not expected of them together is put down to the last.
 */
export function measureFlips(
  image: Microstructure,
  measured: readonly MeasuredFlip[],
  flips: readonly number[],
  change: number,
): MeasuredFlip[] {
  const last = flips[flips.length - 1];
  const others = flips.slice(0, -1).map((pixel) => measured.find((each) => each.pixel === pixel));
  if (last === undefined || others.includes(undefined)) return [...measured];
  const ofLast = others.reduce((left, each) => left - changeOf(image, each!), change);
  const toOne = image.pixels[last] === 0 ? ofLast : -ofLast;
  return [...measured.filter(({ pixel }) => pixel !== last), { pixel: last, toOne }];
}
