import { solveTransposedInPlace } from '../../numerics/lu';
import { assign, type ComplexMatrix, combine, copy, transpose, zeros } from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import { addByDifference } from '../basis/convolution';
import type { ComplexVector } from '../basis/fourier';
import type { DiffractionOrders } from '../basis/orders';
import { applyToBoth, blocks, type VectorRule } from '../basis/vector-rule';
import { scaledWaveNumbers, type WallNormals } from '../basis/wall-normals';

/**
 * Through the vector rule (Eq. 18 and 19 of README.md): from derivatives with respect to the lateral permittivity to those
 * with respect to the coefficients of ε and of 1/ε for all differences of orders. The normals turn with ε: that is counted.
 */
export function vectorRuleDerivatives(
  { inverse, difference, projection, normals }: VectorRule,
  orders: DiffractionOrders,
  period: readonly [number, number],
  parts: { readonly xx: ComplexMatrix; readonly xy: ComplexMatrix; readonly yx: ComplexMatrix; readonly yy: ComplexMatrix },
): { readonly image: ComplexMatrix; readonly reciprocal: ComplexMatrix } {
  const [rows, columns] = orders.reach.map((reach) => 4 * reach + 1);
  const [image, reciprocal] = [1, 2].map(() => zeros(rows, columns));
  const lateral = zeros(projection.rows, projection.columns);
  [parts.xx, parts.xy, parts.yx, parts.yy].forEach((part, i) => {
    assign(blocks(lateral)[i], part);
  });
  const turned = transpose(projection);

  // δ(−P Δ P) with Δ = [[ε]] − [[1/ε]]⁻¹, δΔ = δ[[ε]] + [[1/ε]]⁻¹ δ[[1/ε]] [[1/ε]]⁻¹
  const [ofXx, , , ofYy] = blocks(multiply(multiply(turned, lateral), turned));
  const ofDifference = copy(ofXx);
  combine(ofDifference, -1, ofYy, -1);
  for (const matrix of [parts.xx, parts.yy, ofDifference]) addByDifference(image, matrix, orders);
  const turnedInverse = transpose(inverse);
  addByDifference(reciprocal, multiply(multiply(turnedInverse, ofDifference), turnedInverse), orders);

  const ofProjection = multiply(lateral, transpose(applyToBoth(difference, projection)));
  accumulateProduct(ofProjection, applyToBoth(transpose(difference), turned), lateral, 1);
  const [xx, xy, yx, yy] = blocks(ofProjection);
  const [cosine, sine] = [1, 2].map(() => zeros(rows, columns));
  combine(xx, -0.5, yy, 0.5);
  combine(xy, -0.5, yx, -0.5);
  addByDifference(cosine, xx, orders);
  addByDifference(sine, xy, orders);
  if (normals.system) addNormalDerivatives(image, normals, orders, period, [cosine, sine]);
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

  // To the values at the points, which are real: the transposes of the transforms.
  const atPoints = (fill: (to: ComplexVector) => void): Float64Array => {
    const values = grid.zeros();
    fill(values);
    return grid.toCoefficients(values).re;
  };
  const weight = atPoints((to) => {
    for (let dm = -2 * orders.reach[0]; dm <= 2 * orders.reach[0]; dm++) {
      for (let dn = -2 * orders.reach[1]; dn <= 2 * orders.reach[1]; dn++) {
        const from = grid.inImage(ofWeights, dm, dn);
        to.re[grid.at(dm, dn)] = ofWeights.re[from];
        to.im[grid.at(dm, dn)] = ofWeights.im[from];
      }
    }
  });
  const [cosine, sine] = [0, 1].map((column) =>
    atPoints((to) => {
      for (let i = 0; i < harmonics; i++) {
        to.re[grid.at(m[i], n[i])] = adjoint.re[2 * i + column];
        to.im[grid.at(m[i], n[i])] = adjoint.im[2 * i + column];
      }
    }),
  );

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
