import { selectOrders } from '../basis/orders';
import type { OpticalProblem } from '../problem/problem';

/** Complex multiply-adds a second in double precision, on one core of a machine of 2020. */
const speed = 3e9;

/**
 * About how many seconds the solution of a problem of one layer, or of all layers of a stack, takes on one core in double
 * precision: within a factor of three or so where that is more than a second.
 */
export function estimateSeconds(layers: readonly OpticalProblem[]): number {
  const inStack = layers.length > 1 ? 10 : 0;
  return layers.reduce((sum, layer) => sum + secondsOf(layer, inStack), 0);
}

function secondsOf(
  { wavelength, thickness, period, truncation, pattern, phases, rule }: OpticalProblem,
  inStack: number,
): number {
  const { harmonics, reach } = selectOrders(truncation, period);
  const [m, n] = reach.map((most) => 2 * most + 1);
  const highest = Math.max((m * wavelength) / period[0], (n * wavelength) / period[1], ...phases.map(([re, im]) => re + im));
  const doublings = Math.log2(2 + (highest * thickness) / wavelength);
  // Products and factorisations of 2N × 2N matrices, one more for each doubling.
  // The vector rule's own products, and those with the parts of Q that mix Ex and Ey.
  const mixed = rule === 'vector' ? 4 : 0;
  const dense = (7 + mixed + inStack + (4 / 3) * doublings) * (2 * harmonics) ** 3;
  const { width, height } = pattern;
  // Li's rule: an inverse for each line of pixels and a transform across the lines.
  const ofLi = height * m ** 2 * ((4 / 3) * m + 2 * n) + width * n ** 2 * ((4 / 3) * n + 2 * m);
  const pixels = 6 * width * height * (m + n);
  // And the rational start, found anew for each kind of layer.
  return (dense + ofLi + pixels) / speed + 0.02 * doublings;
}
