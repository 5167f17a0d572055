import type { OpticalProblem, Truncation } from '../problem/problem';

/** The diffraction orders (m, n) that a computation keeps. */
export interface DiffractionOrders {
  /** Their number N. */
  readonly harmonics: number;
  readonly m: Int32Array;
  readonly n: Int32Array;
  /** Largest |m| and |n|. */
  readonly reach: readonly [m: number, n: number];
  /** Where order (0, 0) stands. */
  readonly zeroth: number;
}

/** Lateral wave numbers of each order, in units of 2π/wavelength. */
export interface WaveNumbers {
  readonly kx: Float64Array;
  readonly ky: Float64Array;
}

/** The orders of a truncation for a cell of that period. */
export function selectOrders(truncation: Truncation, period: readonly [number, number]): DiffractionOrders {
  const pairs =
    'circular' in truncation ? ordersInCircle(truncation.circular, period) : ordersInRectangle(truncation.rectangular);
  const m = Int32Array.from(pairs, (pair) => pair[0]);
  const n = Int32Array.from(pairs, (pair) => pair[1]);
  const largest = (values: Int32Array) => values.reduce((reach, value) => Math.max(reach, Math.abs(value)), 0);
  return {
    harmonics: pairs.length,
    m,
    n,
    reach: [largest(m), largest(n)],
    zeroth: pairs.findIndex((pair) => pair[0] === 0 && pair[1] === 0),
  };
}

/** Lateral wave vectors by the grating equation: that of the light plus the reciprocal lattice's (Eq. 1 of README.md). */
export function waveNumbers(problem: OpticalProblem, orders: DiffractionOrders): WaveNumbers {
  const { wavelength, period } = problem;
  const [kx0, ky0] = incidentWaveNumbers(problem);
  return {
    kx: Float64Array.from(orders.m, (m) => kx0 + (m * wavelength) / period[0]),
    ky: Float64Array.from(orders.n, (n) => ky0 + (n * wavelength) / period[1]),
  };
}

function incidentWaveNumbers({ cover, theta, phi }: OpticalProblem): [number, number] {
  const lateral = cover[0] * Math.sin((theta * Math.PI) / 180);
  const azimuth = (phi * Math.PI) / 180;
  return [lateral * Math.cos(azimuth), lateral * Math.sin(azimuth)];
}

/** Whole shells of equal |G|, from the middle outwards, as many as have at most `most` harmonics in all. */
function ordersInCircle(most: number, [px, py]: readonly [number, number]): [number, number][] {
  const length2 = ([m, n]: [number, number]) => (m / px) ** 2 + (n / py) ** 2;
  let inside: [number, number][] = [];
  for (let radius = Math.sqrt((most + 1) / (Math.PI * px * py)); inside.length <= most; radius *= 1.3) {
    const [reachM, reachN] = [Math.floor(radius * px), Math.floor(radius * py)];
    inside = ordersInRectangle([reachM, reachN]).filter((order) => length2(order) <= radius ** 2);
  }
  inside.sort((a, b) => length2(a) - length2(b));
  // Lengths of one shell differ by rounding errors only.
  const sameShell = (a: [number, number], b: [number, number]) => length2(b) - length2(a) <= 1e-9 * length2(b);
  let harmonics = most;
  while (harmonics > 1 && sameShell(inside[harmonics - 1], inside[harmonics])) harmonics--;
  return inside.slice(0, harmonics);
}

function ordersInRectangle([reachM, reachN]: readonly [number, number]): [number, number][] {
  const orders: [number, number][] = [];
  for (let m = -reachM; m <= reachM; m++) {
    for (let n = -reachN; n <= reachN; n++) orders.push([m, n]);
  }
  return orders;
}
