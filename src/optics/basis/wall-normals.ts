import { factorise, type LuFactors, solveInPlace } from '../../numerics/lu';
import { type ComplexMatrix, reserve, zeros } from '../../numerics/matrix';
import { fillToeplitz } from './convolution';
import type { ComplexVector } from './fourier';
import { FourierGrid } from './fourier-grid';
import type { DiffractionOrders } from './orders';

/**
 * A smooth field of directions that at the walls of a pattern is that of their normals, made in Fourier space: cos 2α and
 * sin 2α, α the angle between x and the normal, which do not care to which side a normal points, and may both be small
 * where the directions around do not agree. With g = ∇ε of the kept orders the field (c, s) is the least of
 *
 *   ∫ |g|² |(c, s) − (cos 2α, sin 2α)|² + (smoothness / N) A mean(|g|²) ∫ |∇(c, s)|²,   α the direction of g,
 *
 * A the area of the cell: one linear system, as |g|² cos 2α = |gx|² − |gy|² and |g|² sin 2α = 2 Re(gx gy*) (Eq. 18 of README.md).
 */
export interface WallNormals {
  /** Fourier coefficients of c and s, N × 2; all zero where the kept orders see no wall. */
  readonly field: ComplexMatrix;
  /** Derivatives of ε along x and y, on the grid. */
  readonly slopes: readonly [x: ComplexVector, y: ComplexVector];
  readonly grid: FourierGrid;
  /** Squared lateral wave numbers of each order times the area of the cell and the weight of smoothness. */
  readonly stiffness: Float64Array;
  /** Factors of the system that the field solves; absent where there is no wall. */
  readonly system?: LuFactors;
}

/**
 * Weight of smoothness. The more, the less the field follows a wall's turns and the nearer it is to none at all; half as much
 * and half as much again change the metagratings of docs/simulator.md by less than 0.002 from 225 harmonics on.
 */
const smoothness = 0.02;
/** Slopes of this size, relative to the mean of ε along the cell, are rounding errors. */
const noSlope = 1e-10;

/** From coefficients of ε for all differences of orders, as `imageCoefficients` gives them. */
export function wallNormals(image: ComplexMatrix, orders: DiffractionOrders, period: readonly [number, number]): WallNormals {
  const { harmonics } = orders;
  const grid = new FourierGrid(orders);
  const [kx, ky] = scaledWaveNumbers(orders, period);
  const slopes = [kx, ky].map((k) => {
    const spectrum = grid.zeros();
    orders.m.forEach((m, i) => {
      const from = grid.inImage(image, m, orders.n[i]);
      const to = grid.at(m, orders.n[i]);
      spectrum.re[to] = -k[i] * image.im[from];
      spectrum.im[to] = k[i] * image.re[from];
    });
    return grid.toPoints(spectrum);
  }) as [ComplexVector, ComplexVector];
  const [weight, cosine, sine] = [1, 2, 3].map(() => grid.zeros());
  const [x, y] = slopes;
  for (let i = 0; i < grid.size; i++) {
    const [alongX, alongY] = [x.re[i] ** 2 + x.im[i] ** 2, y.re[i] ** 2 + y.im[i] ** 2];
    weight.re[i] = alongX + alongY;
    cosine.re[i] = alongX - alongY;
    sine.re[i] = 2 * (x.re[i] * y.re[i] + x.im[i] * y.im[i]);
  }
  const [weights, ...targets] = [weight, cosine, sine].map((values) => grid.toImage(grid.toCoefficients(values)));
  const stiffness = kx.map((value, i) => (smoothness / harmonics) * (value ** 2 + ky[i] ** 2));
  const field = zeros(harmonics, 2);
  const zeroth = grid.inImage(image, 0, 0);
  const mean = weights.re[zeroth];
  if (!(mean > noSlope ** 2 * (image.re[zeroth] ** 2 + image.im[zeroth] ** 2))) return { field, slopes, grid, stiffness };
  const matrix = reserve(harmonics, harmonics);
  fillToeplitz(matrix, weights, orders);
  for (let i = 0; i < harmonics; i++) {
    matrix.re[i * (harmonics + 1)] += mean * stiffness[i];
    targets.forEach((target, column) => {
      const from = grid.inImage(target, orders.m[i], orders.n[i]);
      field.re[2 * i + column] = target.re[from];
      field.im[2 * i + column] = target.im[from];
    });
  }
  const system = factorise(matrix);
  solveInPlace(system, field);
  return { field, slopes, grid, stiffness, system };
}

/** Lateral wave numbers of the reciprocal lattice times the square root of the cell's area. */
export function scaledWaveNumbers(
  { m, n }: DiffractionOrders,
  [px, py]: readonly [number, number],
): [Float64Array, Float64Array] {
  const of = (orders: Int32Array, unit: number) => Float64Array.from(orders, (order) => 2 * Math.PI * order * unit);
  return [of(m, Math.sqrt(py / px)), of(n, Math.sqrt(px / py))];
}
