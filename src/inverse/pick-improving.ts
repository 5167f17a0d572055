import { type Estimates, meanDistance, meanImprovement } from './candidate-estimates';
import type { Neighbours } from './choose-apart';

/**
 * `wanted` candidates that are not known, of those that are expected to improve most on the `count` best that are known, no two
 * close to each other. A candidate close to a known design is to take its place, any other that of the worst. While fewer than
 * `count` are known, any other is an improvement, and those come first that are expected to be nearest to the target. Where all
 * are close to each other, the first of the rest fill up.
 */
export function pickImproving(
  { means, deviations }: Estimates,
  known: ReadonlyMap<number, number>,
  { target, count, wanted }: { target: number; count: number; wanted: number },
  neighbours: Neighbours,
): number[] {
  const distanceOf = (i: number): number => meanDistance(means[i] - target, deviations[i]);
  const best: number[] = [];
  for (const i of [...known.keys()].sort((a, b) => distanceOf(a) - distanceOf(b))) {
    if (best.length === count) break;
    if (neighbours.closeTo(i, best) === undefined) best.push(i);
  }
  const unknown = [...means.keys()].filter((i) => !known.has(i));
  // so far that while there is room any candidate for it improves more than one that mends a design
  const farthest = 2 * Math.max(...Array.from(means.keys(), distanceOf)) + 6 * Math.max(...deviations);
  const worst = best.length < count ? farthest : distanceOf(best[best.length - 1]);
  const improvementOn = (distance: number, i: number): number => meanImprovement(means[i] - target, deviations[i], distance);
  const atMost = new Map(unknown.map((i) => [i, improvementOn(worst, i)]));
  const order = unknown.sort((a, b) => atMost.get(b)! - atMost.get(a)! || distanceOf(a) - distanceOf(b));
  /** Improvements of those that have been looked at closely, greatest first. */
  const waiting: { i: number; improvement: number }[] = [];
  const picked: number[] = [];
  const close: number[] = [];
  const take = (i: number): void => {
    (neighbours.closeTo(i, picked) === undefined ? picked : close).push(i);
  };
  for (const i of order) {
    while (picked.length < wanted && waiting.length > 0 && waiting[0].improvement >= atMost.get(i)!) take(waiting.shift()!.i);
    if (picked.length === wanted) return picked;
    const rival = neighbours.closeTo(i, best);
    const improvement = rival === undefined ? atMost.get(i)! : improvementOn(distanceOf(rival), i);
    const place = waiting.findIndex((other) => other.improvement < improvement);
    waiting.splice(place < 0 ? waiting.length : place, 0, { i, improvement });
  }
  while (picked.length < wanted && waiting.length > 0) take(waiting.shift()!.i);
  return [...picked, ...close.slice(0, wanted - picked.length)];
}
