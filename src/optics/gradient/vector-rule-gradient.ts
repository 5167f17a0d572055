import { solveTransposedInPlace } from '../../numerics/lu';
import { type ComplexMatrix, combine, copy, transpose, zeros } from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import { addByDifference } from '../basis/convolution';
import type { ComplexVector } from '../basis/fourier';
import type { DiffractionOrders } from '../basis/orders';
import type { VectorRule } from '../basis/vector-rule';
import { scaledWaveNumbers, type WallNormals } from '../basis/wall-normals';

/**
 * Through the vector rule (Eq. 18 and 19 of README.md): from derivatives with respect to its matrices (`xy` those from Ey to
 * Dx and from Ex to Dy together) to those with respect to the coefficients of ε and of 1/ε for all differences of orders. The
 * normals turn with ε: that is counted.
 */
export function vectorRuleDerivatives(
  { inverse, difference, normals, cosine, sine }: VectorRule,
  orders: DiffractionOrders,
  period: readonly [number, number],
  { xx, yy, xy }: { readonly xx: ComplexMatrix; readonly yy: ComplexMatrix; readonly xy: ComplexMatrix },
): { readonly image: ComplexMatrix; readonly reciprocal: ComplexMatrix } {
  const { harmonics } = orders;
  const [rows, columns] = orders.reach.map((reach) => 4 * reach + 1);
  const [image, reciprocal] = [1, 2].map(() => zeros(rows, columns));

  // Of −½ Δ in xx and yy, −¼ (ΔC + CΔ) in xx and with the other sign in yy, and −¼ (ΔS + SΔ) in xy.
  const ofDifference = copy(xx);
  combine(ofDifference, -0.5, yy, -0.5);
  const ofCosine = copy(xx);
  combine(ofCosine, -0.25, yy, 0.25);
  const ofSine = copy(xy);
  combine(ofSine, -0.25, xy, 0);
  const turned = transpose(difference);
  const ofFields = [
    [ofCosine, cosine],
    [ofSine, sine],
  ].map(([derivatives, field]) => {
    const turnedField = transpose(field);
    accumulateProduct(ofDifference, derivatives, turnedField, 1);
    accumulateProduct(ofDifference, turnedField, derivatives, 1);
    const ofField = zeros(harmonics, harmonics);
    accumulateProduct(ofField, turned, derivatives, 1);
    accumulateProduct(ofField, derivatives, turned, 1);
    const sums = zeros(rows, columns);
    addByDifference(sums, ofField, orders);
    return sums;
  });
  // Δ = [[ε]] − [[1/ε]]⁻¹, δΔ = δ[[ε]] + [[1/ε]]⁻¹ δ[[1/ε]] [[1/ε]]⁻¹
  for (const matrix of [xx, yy, ofDifference]) addByDifference(image, matrix, orders);
  const turnedInverse = transpose(inverse);
  addByDifference(reciprocal, multiply(multiply(turnedInverse, ofDifference), turnedInverse), orders);
  if (normals.system) addNormalDerivatives(image, normals, orders, period, ofFields);
  return { image, reciprocal };
}

/** Adds derivatives through the field of normals, given those with respect to the coefficients of c and of s. */
function addNormalDerivatives(
  image: ComplexMatrix,
  { field, slopes, grid, stiffness, system }: WallNormals,
  orders: DiffractionOrders,
  period: readonly [number, number],
  ofField: readonly ComplexMatrix[],
): void {
  const { harmonics, m, n } = orders;
  // (W + mean · stiffness) x = b: the adjoint y solves the transposed system, δb gets y and δ(system) −y xᵀ.
  const adjoint = zeros(harmonics, 2);
  ofField.forEach((derivatives, column) => {
    for (let i = 0; i < harmonics; i++) {
      const from = grid.inImage(derivatives, m[i], n[i]);
      adjoint.re[2 * i + column] = derivatives.re[from];
      adjoint.im[2 * i + column] = derivatives.im[from];
    }
  });
  solveTransposedInPlace(system!, adjoint);
  const ofSystem = zeros(harmonics, harmonics);
  accumulateProduct(ofSystem, adjoint, transpose(field), -1);
  const ofWeights = zeros(image.rows, image.columns);
  addByDifference(ofWeights, ofSystem, orders);
  const zeroth = grid.inImage(ofWeights, 0, 0);
  stiffness.forEach((value, i) => {
    ofWeights.re[zeroth] += value * ofSystem.re[i * (harmonics + 1)];
    ofWeights.im[zeroth] += value * ofSystem.im[i * (harmonics + 1)];
  });

  // To the values at the points, which are real: the transpose of taking coefficients is of the same form.
  const atPoints = (derivatives: ComplexVector): Float64Array => grid.toCoefficients(derivatives).re;
  const weight = atPoints(grid.ofImage(ofWeights));
  const [cosine, sine] = [0, 1].map((column) => atPoints(grid.ofOrders(adjoint, column)));

  // weight |gx|² + |gy|², cosine |gx|² − |gy|², sine 2 Re(gx gy*); then g = ∇ε.
  const wave = scaledWaveNumbers(orders, period);
  slopes.forEach((own, axis) => {
    const other = slopes[1 - axis];
    const values = grid.zeros();
    for (let i = 0; i < grid.size; i++) {
      const factor = 2 * (weight[i] + (axis === 0 ? cosine[i] : -cosine[i]));
      values.re[i] = factor * own.re[i] + 2 * sine[i] * other.re[i];
      values.im[i] = -factor * own.im[i] - 2 * sine[i] * other.im[i];
    }
    const spectrum = grid.toPoints(values);
    for (let i = 0; i < harmonics; i++) {
      const [from, to] = [grid.at(m[i], n[i]), grid.inImage(image, m[i], n[i])];
      image.re[to] -= wave[axis][i] * spectrum.im[from];
      image.im[to] += wave[axis][i] * spectrum.re[from];
    }
  });
}
