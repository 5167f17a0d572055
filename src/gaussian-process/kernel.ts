/**
 * Covariance of a Gaussian process: constant × Matérn 5/2 with a length for each dimension + white noise (Rasmussen and
 * Williams 2006, Eq. 4.17 and section 5.1). Points are rows of `dimensions` coordinates without gaps; values are meant to
 * have mean 0 and variance 1.
 */
export interface Kernel {
  /** Variance of the function. */
  readonly constant: number;
  /** For each dimension the distance over which the function changes. */
  readonly lengths: readonly number[];
  /** Variance of the noise of each value. */
  readonly noise: number;
}

/** Logarithms of constant, lengths and noise, in this order: what a fit searches over. */
export function toLogarithms({ constant, lengths, noise }: Kernel): Float64Array {
  return Float64Array.of(constant, ...lengths, noise).map(Math.log);
}

/** The kernel of such logarithms. */
export function fromLogarithms(logarithms: ArrayLike<number>): Kernel {
  const [constant, ...rest] = Array.from(logarithms, Math.exp);
  return { constant, lengths: rest.slice(0, -1), noise: rest[rest.length - 1] };
}

/** Coordinates divided by the lengths of their dimensions. */
export function scalePoints(points: Float64Array, { lengths }: Kernel): Float64Array {
  return points.map((x, i) => x / lengths[i % lengths.length]);
}

/** Squared distance of points number i of `a` and j of `b`. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, dimensions: number): number {
  let sum = 0;
  for (let end = (i + 1) * dimensions, p = i * dimensions, q = j * dimensions; p < end; p++, q++) sum += (a[p] - b[q]) ** 2;
  return sum;
}

/** The Matérn 5/2 correlation k = (1 + s + s²/3) exp(−s), s = √5 r, at a squared distance r² of scaled points. */
export function matern(squaredDistance: number): number {
  const s = Math.sqrt(5 * squaredDistance);
  return (1 + s + (s * s) / 3) * Math.exp(-s);
}

/** −2 dk/d(r²)/k = 5/3 (1 + s)/(1 + s + s²/3): what the derivatives with respect to points and lengths hold besides k. */
export function slopeRatio(squaredDistance: number): number {
  const s = Math.sqrt(5 * squaredDistance);
  return ((5 / 3) * (1 + s)) / (1 + s + (s * s) / 3);
}
