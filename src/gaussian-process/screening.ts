import type { AcquisitionFunction } from './acquisition';
import { blockPoints, predict } from './prediction';
import type { Fitted } from './regression';

/** Values that the first prediction of all points knows of. */
const roughlyKnown = 256;

/**
 * For each acquisition function the numbers of the `count` points (of count × dimensions) where it is least, the best first.
 *
 * They are the best of all points, exactly, though few points are predicted exactly: what is known from some of the values
 * alone bounds the deviation from above and so each acquisition from below, and the exact predictions go up from the lowest
 * bound until no other can be among the best.
 */
export function bestPoints(
  model: Fitted,
  points: Float64Array,
  acquisitions: readonly AcquisitionFunction[],
  count: number,
): number[][] {
  const dimensions = model.kernel.lengths.length;
  const rough = predict(model, points, Math.min(roughlyKnown, model.weights.length));
  const exact = new Float64Array(rough.means.length).fill(Number.NaN);
  const predictExactly = (which: readonly number[]): void => {
    const unknown = which.filter((i) => Number.isNaN(exact[i]));
    if (unknown.length === 0) return;
    const coordinates = unknown.flatMap((i) => Array.from(points.subarray(i * dimensions, (i + 1) * dimensions)));
    const { deviations } = predict(model, Float64Array.from(coordinates));
    unknown.forEach((i, place) => {
      exact[i] = deviations[place];
    });
  };
  return acquisitions.map((acquisition) => {
    const bounds = rough.means.map((mean, i) => acquisition.bound(mean, rough.deviations[i]));
    const order = Array.from(bounds, (_, i) => i).sort((a, b) => bounds[a] - bounds[b]);
    let best: { i: number; value: number }[] = [];
    for (let next = 0; next < order.length; next += blockPoints) {
      if (best.length === count && bounds[order[next]] >= best[count - 1].value) break;
      const block = order.slice(next, next + blockPoints);
      predictExactly(block);
      const found = block.map((i) => ({ i, value: acquisition.evaluate(rough.means[i], exact[i]).value }));
      best = [...best, ...found].sort((a, b) => a.value - b.value).slice(0, count);
    }
    return best.map(({ i }) => i);
  });
}
