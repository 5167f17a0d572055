import { invert } from '../../numerics/lu';
import { type ComplexMatrix, combine, copy, reserve, zeros } from '../../numerics/matrix';
import { accumulateProduct } from '../../numerics/product';
import { fillToeplitz } from './convolution';
import type { DiffractionOrders } from './orders';
import { type WallNormals, wallNormals } from './wall-normals';

/**
 * The vector rule: D = [[1/ε]]⁻¹E along the walls' normals, where D is continuous, and D = [[ε]]E along the walls, where E is
 * (Popov and Nevière 2001; Schuster et al. 2007; Eq. 18 and 19 of README.md). All matrices are N × N.
 */
export interface VectorRule {
  /** [[ε]], the Toeplitz matrix of ε. */
  readonly laurent: ComplexMatrix;
  /** [[1/ε]]⁻¹. */
  readonly inverse: ComplexMatrix;
  /** Δ = [[ε]] − [[1/ε]]⁻¹. */
  readonly difference: ComplexMatrix;
  readonly normals: WallNormals;
  /** Toeplitz matrices of c and s, the cosine and sine of twice the normals' angle. */
  readonly cosine: ComplexMatrix;
  readonly sine: ComplexMatrix;
}

/** From coefficients of ε and of 1/ε for all differences of orders. */
export function vectorRule(
  image: ComplexMatrix,
  reciprocal: ComplexMatrix,
  orders: DiffractionOrders,
  period: readonly [number, number],
): VectorRule {
  const { harmonics } = orders;
  const normals = wallNormals(image, orders, period);
  const { field, grid } = normals;
  const toeplitz = (coefficients: ComplexMatrix): ComplexMatrix => {
    const matrix = reserve(harmonics, harmonics);
    fillToeplitz(matrix, coefficients, orders);
    return matrix;
  };
  const [laurent, inverse] = [toeplitz(image), invert(toeplitz(reciprocal))];
  const difference = copy(laurent);
  combine(difference, 1, inverse, -1);
  const [cosine, sine] = [0, 1].map((column) => toeplitz(grid.toImage(grid.ofOrders(field, column))));
  return { laurent, inverse, difference, normals, cosine, sine };
}

/**
 * The matrices from (Ex, Ey) to (Dx, Dy): [[ε]] − ½ (ΔP + PΔ) with the projection on the normals P = ½ [[1 + c, s], [s, 1 − c]],
 * which is n nᵀ at the walls and lets both directions count alike where the normals do not agree. The mean of both orders
 * (Götz et al. 2008) is Hermitian where nothing absorbs, and symmetric but for the reversal of the orders: it keeps energy
 * and reciprocity exactly.
 */
export function lateralPermittivity({ laurent, difference, cosine, sine }: VectorRule): {
  readonly xx: ComplexMatrix;
  readonly yy: ComplexMatrix;
  readonly xy: ComplexMatrix;
} {
  const quarter = (field: ComplexMatrix): ComplexMatrix => {
    const sum = zeros(field.rows, field.columns);
    accumulateProduct(sum, difference, field, 0.25);
    accumulateProduct(sum, field, difference, 0.25);
    return sum;
  };
  const [across, xy] = [cosine, sine].map(quarter);
  const [xx, yy] = [-1, 1].map((sign) => {
    const sum = copy(laurent);
    combine(sum, 1, difference, -0.5);
    combine(sum, 1, across, sign);
    return sum;
  });
  combine(xy, -1, xy, 0);
  return { xx, yy, xy };
}
