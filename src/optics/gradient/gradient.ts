import { inFrame } from '../../numerics/arena';
import {
  block,
  type ComplexMatrix,
  combine,
  combineComplex,
  combineRows,
  copy,
  reserve,
  transpose,
  zeros,
} from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import { gaussLegendre } from '../../numerics/quadrature';
import { applyBlockDiagonal, type BlockDiagonalMatrix } from '../basis/block-diagonal';
import { selectOrders } from '../basis/orders';
import { illuminatedLayer, nodesAcross } from '../fields/illuminated';
import { fieldsInside, type InteriorFields } from '../fields/layer-fields';
import type { HalfSpace } from '../layer/half-space';
import { divergence, type Layer } from '../layer/pq-matrices';
import { type OpticalProblem, roundingOf } from '../problem/problem';
import { respondAdjoint } from '../solver/boundary';
import { poyntingFluxes, poyntingMatrix } from '../solver/poynting';
import { type MatrixDerivatives, pixelDerivatives } from './pixel-gradient';

/** Absorption and its change with the permittivity ε' + iε'' of each pixel, row-major: δA = Σ re · δε' + im · δε''. */
export interface AbsorptionGradient {
  readonly absorption: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * The gradient of the absorption by the adjoint method, in double precision: the fields that the outgoing waves, conjugated,
 * make in the layer of transposed P and Q tell what a change of permittivity does to the power that leaves
 * (Lalau-Keraly et al. 2013, Opt. Express 21, 21693; Eq. 17 of README.md). Exact for the truncated equations; costs about as
 * much again as solving them. Throws InputError where the problem makes no sense.
 */
export function absorptionGradient(
  problem: OpticalProblem,
  polarisation: 's' | 'p' | 'unpolarised' = 'unpolarised',
): AbsorptionGradient {
  const { outflow, re, im } = outflowGradient(problem, polarisation, () => true);
  return { absorption: 1 - outflow, re: re.map((value) => -value), im: im.map((value) => -value) };
}

/** Share of the incident power that one diffraction order carries away, and its change with each pixel as above. */
export interface EfficiencyGradient {
  readonly efficiency: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * The gradient of the efficiency of one order, of light reflected into the cover or transmitted into the substrate, as
 * `absorptionGradient`. Throws RangeError where the truncation does not keep the order.
 */
export function efficiencyGradient(
  problem: OpticalProblem,
  order: { readonly side: 'reflected' | 'transmitted'; readonly m: number; readonly n: number },
  polarisation: 's' | 'p' | 'unpolarised' = 'unpolarised',
): EfficiencyGradient {
  const { m, n } = selectOrders(problem.truncation, problem.period);
  const index = m.findIndex((value, i) => value === order.m && n[i] === order.n);
  if (index < 0) throw new RangeError(`order (${order.m}, ${order.n}) is not among those that are kept`);
  const { outflow, ...gradient } = outflowGradient(problem, polarisation, (side, i) => side === order.side && i === index);
  return { efficiency: outflow, ...gradient };
}

/** Share of the incident power that leaves with the orders that `counts` names, and its gradient. */
function outflowGradient(
  problem: OpticalProblem,
  polarisation: 's' | 'p' | 'unpolarised',
  counts: (side: 'reflected' | 'transmitted', order: number) => boolean,
): { outflow: number; re: Float64Array; im: Float64Array } {
  const shares = polarisation === 'unpolarised' ? [0.5, 0.5] : polarisation === 's' ? [1, 0] : [0, 1];
  return inFrame(() => {
    const lit = illuminatedLayer(problem);
    const { orders, layer, levels, boundary, incident, faces } = lit;
    const { cover, substrate } = boundary;
    const reflected = copy(faces.top);
    combine(reflected, 1, incident, -1);
    const total = (fields: ComplexMatrix, power: BlockDiagonalMatrix) =>
      [0, 1].map((column) => poyntingFluxes(fields, column, power).reduce((sum, value) => sum + value, 0));
    const powers = total(incident, poyntingMatrix(cover));
    const counted = (side: HalfSpace, name: 'reflected' | 'transmitted') => {
      const power = poyntingMatrix(side);
      for (const { re } of [power.xx, power.xy, power.yy]) {
        for (let i = 0; i < re.length; i++) if (!counts(name, i)) re[i] = 0;
      }
      return power;
    };
    const [up, down] = [counted(cover, 'reflected'), counted(substrate, 'transmitted')];
    const [lostUp, lostDown] = [total(reflected, up), total(faces.bottom, down)];
    const weights = shares.map((share, i) => share / powers[i]);
    const outflow = weights.reduce((sum, weight, i) => sum + weight * (lostUp[i] + lostDown[i]), 0);

    const topSource = adjointSource(reflected, up, weights, cover);
    const bottomSource = adjointSource(faces.bottom, down, weights, substrate);
    const adjointFaces = respondAdjoint(boundary, topSource, bottomSource);
    const { nodes, weights: nodeWeights } = gaussLegendre(nodesAcross(lit));
    const fields = fieldsInside(layer, levels, faces, nodes, false);
    const adjoint = fieldsInside(layer, levels, adjointFaces, nodes, true);
    const derivatives = matrixDerivatives(layer, fields, adjoint, nodeWeights);
    const { re, im } = pixelDerivatives(problem, orders, derivatives);
    return { outflow, re: re.map((value) => -value), im };
  }, roundingOf(problem));
}

/** The derivative of −(outgoing power) with respect to the fields, of opposite sign: 2 (H u)* times the columns' weights. */
function adjointSource(
  fields: ComplexMatrix,
  power: BlockDiagonalMatrix,
  weights: readonly number[],
  side: HalfSpace,
): ComplexMatrix {
  const source = reserve(fields.rows, fields.columns);
  applyBlockDiagonal(power, fields, source);
  for (let i = 0; i < source.re.length; i++) {
    const weight = 2 * weights[i % source.columns];
    source.re[i] *= weight;
    source.im[i] *= -weight;
  }
  // Near a Rayleigh point the condition of the p part is multiplied by kz over its regular value (Eq. 12).
  const harmonics = fields.rows / 2;
  for (const { order, direction, ratio } of side.rayleigh) {
    const along = zeros(1, source.columns);
    combineRows(along, 0, direction[0], 0, source, order, direction[1], 0, source, order + harmonics);
    direction.forEach((component, axis) => {
      const row = order + axis * harmonics;
      combineRows(source, row, 1, 0, source, row, (ratio[0] - 1) * component, ratio[1] * component, along, 0);
    });
  }
  return source;
}

/** i ∫ (ṽᵀ δP v − ũᵀ δQ u) dz as derivatives with respect to the elements of the permittivity matrices. */
function matrixDerivatives(
  layer: Layer,
  fields: InteriorFields,
  adjoint: InteriorFields,
  nodeWeights: readonly number[],
): MatrixDerivatives {
  const harmonics = layer.waves.kx.length;
  const { columns } = fields.u;
  const perNode = columns / nodeWeights.length;
  const weight = (column: number) => fields.half * nodeWeights[Math.floor(column / perNode)];
  const outer = (adjointPart: ComplexMatrix, part: ComplexMatrix, factor: readonly [number, number]) => {
    const weighted = copy(adjointPart);
    for (let i = 0; i < weighted.re.length; i++) {
      weighted.re[i] *= weight(i % columns);
      weighted.im[i] *= weight(i % columns);
    }
    const sum = zeros(harmonics, harmonics);
    accumulateProduct(sum, weighted, transpose(part), 1);
    combineComplex(sum, factor, sum, [0, 0], sum);
    return sum;
  };
  const half = (matrix: ComplexMatrix, axis: 0 | 1) => block(matrix, axis * harmonics, 0, harmonics, columns);
  const { inverseZz, xy } = layer.permittivity;
  const mixed = () => {
    const sum = outer(half(adjoint.u, 0), half(fields.u, 1), [0, -1]);
    combine(sum, 1, outer(half(adjoint.u, 1), half(fields.u, 0), [0, -1]), 1);
    return sum;
  };
  return {
    xx: outer(half(adjoint.u, 0), half(fields.u, 0), [0, -1]),
    yy: outer(half(adjoint.u, 1), half(fields.u, 1), [0, -1]),
    ...(xy && { xy: mixed() }),
    // δP = [Kx; Ky] ε⁻¹ δε ε⁻¹ [Kx, Ky]
    zz: outer(
      multiply(transpose(inverseZz), divergence(layer.waves, adjoint.v)),
      multiply(inverseZz, divergence(layer.waves, fields.v)),
      [0, 1],
    ),
  };
}
