import { invert } from '../../numerics/lu';
import { block, type ComplexMatrix, combine, copy, reserve, zeros } from '../../numerics/matrix';
import { accumulateProduct } from '../../numerics/product';
import { fillToeplitz } from './convolution';
import type { DiffractionOrders } from './orders';
import { type WallNormals, wallNormals } from './wall-normals';

/**
 * The vector rule: D = [[1/ε]]⁻¹E along the walls' normals, where D is continuous, and D = [[ε]]E along the walls, where E is
 * (Popov and Nevière 2001; Schuster et al. 2007; Eq. 18 and 19 of README.md).
 */
export interface VectorRule {
  /** [[ε]], the Toeplitz matrix of ε, N × N. */
  readonly laurent: ComplexMatrix;
  /** [[1/ε]]⁻¹. */
  readonly inverse: ComplexMatrix;
  /** Δ = [[ε]] − [[1/ε]]⁻¹. */
  readonly difference: ComplexMatrix;
  readonly normals: WallNormals;
  /** The projection on the normals, 2N × 2N. */
  readonly projection: ComplexMatrix;
}

/** From coefficients of ε and of 1/ε for all differences of orders. */
export function vectorRule(
  image: ComplexMatrix,
  reciprocal: ComplexMatrix,
  orders: DiffractionOrders,
  period: readonly [number, number],
): VectorRule {
  const [laurent, toeplitz] = [1, 2].map(() => reserve(orders.harmonics, orders.harmonics));
  fillToeplitz(laurent, image, orders);
  fillToeplitz(toeplitz, reciprocal, orders);
  const inverse = invert(toeplitz);
  const difference = copy(laurent);
  combine(difference, 1, inverse, -1);
  const normals = wallNormals(image, orders, period);
  return { laurent, inverse, difference, normals, projection: normalProjection(normals, orders) };
}

/**
 * The matrix from (Ex, Ey) to (Dx, Dy), 2N × 2N: [[ε]] − P Δ P. Schuster et al. have ΔP and Götz et al. (2008) the mean of ΔP
 * and PΔ; with P on both sides it is, as theirs, exact along straight walls, is Hermitian where nothing absorbs and symmetric
 * but for the reversal of orders, so that it keeps energy and reciprocity, and converges faster (docs/simulator.md).
 */
export function lateralPermittivity({ laurent, difference, projection }: VectorRule): ComplexMatrix {
  const out = zeros(projection.rows, projection.columns);
  accumulateProduct(out, projection, applyToBoth(difference, projection), -1);
  const [xx, , , yy] = blocks(out);
  for (const part of [xx, yy]) combine(part, 1, laurent, 1);
  return out;
}

/**
 * Of the tensor ½ [[1 + c, s], [s, 1 − c]], which is n nᵀ at the walls, n their normal, and lets both directions count alike
 * where the normals do not agree.
 */
function normalProjection({ field, grid }: WallNormals, orders: DiffractionOrders): ComplexMatrix {
  const { harmonics } = orders;
  const projection = zeros(2 * harmonics, 2 * harmonics);
  const [xx, xy, yx, yy] = blocks(projection);
  [xx, xy].forEach((part, column) => {
    const halves = grid.zeros();
    for (let i = 0; i < harmonics; i++) {
      const to = grid.at(orders.m[i], orders.n[i]);
      halves.re[to] = field.re[2 * i + column] / 2;
      halves.im[to] = field.im[2 * i + column] / 2;
    }
    const matrix = reserve(harmonics, harmonics);
    fillToeplitz(matrix, grid.toImage(halves), orders);
    combine(part, 0, matrix, 1);
  });
  combine(yx, 0, xy, 1);
  combine(yy, 0, xx, -1);
  for (let i = 0; i < projection.re.length; i += 2 * harmonics + 1) projection.re[i] += 0.5;
  return projection;
}

/** The N × N matrix applied to both halves of the rows of a 2N × 2N one. */
export function applyToBoth(matrix: ComplexMatrix, both: ComplexMatrix): ComplexMatrix {
  const out = zeros(both.rows, both.columns);
  const half = (of: ComplexMatrix, row: number) => block(of, row, 0, matrix.rows, both.columns);
  for (const row of [0, matrix.rows]) accumulateProduct(half(out, row), matrix, half(both, row), 1);
  return out;
}

/** The four N × N parts of a 2N × 2N matrix: xx, xy, yx and yy. */
export function blocks(matrix: ComplexMatrix): [xx: ComplexMatrix, xy: ComplexMatrix, yx: ComplexMatrix, yy: ComplexMatrix] {
  const size = matrix.rows / 2;
  const part = (row: 0 | 1, column: 0 | 1) => block(matrix, row * size, column * size, size, size);
  return [part(0, 0), part(0, 1), part(1, 0), part(1, 1)];
}
