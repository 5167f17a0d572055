import { inFrame } from '../numerics/arena';
import { factorise, type LuFactors, solve, solveInPlace, solveTransposedInPlace } from '../numerics/lu';
import { addImaginary, type ComplexMatrix, combine, copy, reserve, scale, transpose, zeros } from '../numerics/matrix';
import { accumulateProduct, multiply } from '../numerics/product';
import type { HalfSpace, RayleighOrder } from './half-space';
import { applyP, type Layer, matrixQ, transposedLayer } from './layer';
import { type OddFieldLevels, oddFieldMatrix } from './odd-field';
import { addOrderwise, applyOrderwise, applyOrderwiseFromRight, combineOrderwise, type OrderwiseMatrix } from './orderwise';

/**
 * The boundary conditions of a layer between two half-spaces, Yb ub − vb = sb below and Yt ut + vt = st above, for the parts
 * of the field even and odd about the middle plane: ub = ue + uo, ut = ue − uo. All matrices are 2 orders × 2 orders.
 */
export interface Boundary {
  readonly layer: Layer;
  readonly cover: HalfSpace;
  readonly substrate: HalfSpace;
  /** Half the difference of the admittances, Yb − Yt. */
  readonly difference: OrderwiseMatrix;
  /** From a source to the even part: Z = κ (Ya κ + iQ)⁻¹, Ya the mean admittance. */
  readonly even: ComplexMatrix;
  /** Factors of P (Ya − Yd Z Yd) − iκ, which the odd part is solved with. */
  readonly odd: LuFactors;
}

/** Fields (Ex, Ey) of all orders on both faces, one column for each source. */
export interface FaceFields {
  /** At the face to the cover, the incident wave included. */
  readonly top: ComplexMatrix;
  /** At the face to the substrate. */
  readonly bottom: ComplexMatrix;
}

/** Builds and factorises the boundary conditions: nearly all the work of a simulation. */
export function factoriseBoundary(layer: Layer, cover: HalfSpace, substrate: HalfSpace, levels?: OddFieldLevels): Boundary {
  const size = 2 * layer.waves.kx.length;
  const mean = combineOrderwise(0.5, substrate.admittance, 0.5, cover.admittance);
  const difference = combineOrderwise(0.5, substrate.admittance, -0.5, cover.admittance);
  const [even, oddSystem] = [1, 2].map(() => reserve(size, size, layer.precision));
  inFrame(() => {
    const q = matrixQ(layer);
    const kappa = levels?.kappas[0] ?? oddFieldMatrix(layer, q);
    applyOrderwise(mean, kappa, oddSystem);
    addImaginary(oddSystem, q, 1);
    // Z (Ya κ + iQ) = κ, solved transposed; the memory of Q is free for it.
    const turned = transpose(kappa, q);
    solveInPlace(factorise(transpose(oddSystem)), turned);
    transpose(turned, even);

    applyOrderwise(difference, even, turned);
    applyOrderwiseFromRight(turned, difference, oddSystem);
    scale(oddSystem, -1);
    addOrderwise(oddSystem, mean);
    applyP(layer, oddSystem, oddSystem);
    addImaginary(oddSystem, kappa, -1);
  });
  return { layer, cover, substrate, difference, even, odd: factorise(oddSystem) };
}

/**
 * The fields on both faces of sources at the cover's face (2 orders × sources). An incident wave's source is 2 Yt times its
 * (Ex, Ey).
 */
export function illuminate(boundary: Boundary, source: ComplexMatrix): FaceFields {
  return respondToSources(boundary, source, zeros(source.rows, source.columns, source.precision), false);
}

/** The adjoint fields of sources at both faces: those of the layer with P and Q transposed. */
export function respondAdjoint(boundary: Boundary, topSource: ComplexMatrix, bottomSource: ComplexMatrix): FaceFields {
  return respondToSources(boundary, topSource, bottomSource, true);
}

function respondToSources(boundary: Boundary, top: ComplexMatrix, bottom: ComplexMatrix, adjoint: boolean): FaceFields {
  const fields = respond(boundary, top, bottom, adjoint);
  restoreRayleighOrders(boundary, top, bottom, fields, adjoint);
  return fields;
}

/** Face fields of sources in the regularised conditions. */
function respond(
  { layer, difference, even, odd }: Boundary,
  topSource: ComplexMatrix,
  bottomSource: ComplexMatrix,
  adjoint: boolean,
): FaceFields {
  const response = adjoint ? transpose(even) : even;
  const evenSource = copy(bottomSource);
  combine(evenSource, 0.5, topSource, 0.5);
  const oddField = copy(bottomSource);
  combine(oddField, 0.5, topSource, -0.5);
  const uncoupled = multiply(response, evenSource);
  const coupled = reserve(oddField.rows, oddField.columns, layer.precision);
  applyOrderwise(difference, uncoupled, coupled);
  combine(oddField, 1, coupled, -1);
  if (adjoint) {
    solveTransposedInPlace(odd, oddField);
    applyP(transposedLayer(layer), oddField, oddField);
  } else {
    applyP(layer, oddField, oddField);
    solveInPlace(odd, oddField);
  }
  applyOrderwise(difference, oddField, coupled);
  accumulateProduct(uncoupled, response, coupled, -1);
  const top = copy(uncoupled);
  combine(top, 1, oddField, -1);
  combine(uncoupled, 1, oddField, 1);
  return { top, bottom: uncoupled };
}

/**
 * Adds the sources at the orders near their Rayleigh points that turn the regularised conditions into the true ones, which
 * are, multiplied by c = kz/(regular kz), y u − c v = c s for the p parts (the Woodbury formula; few orders, so cheap).
 */
function restoreRayleighOrders(
  { cover, substrate, ...rest }: Boundary,
  source: ComplexMatrix,
  bottomSource: ComplexMatrix,
  fields: FaceFields,
  adjoint: boolean,
): void {
  const faces = [
    ...cover.rayleigh.map((order) => ({ order, top: true })),
    ...substrate.rayleigh.map((order) => ({ order, top: false })),
  ];
  if (faces.length === 0) return;
  const orders = source.rows / 2;
  const [topProbe, bottomProbe] = [
    zeros(source.rows, faces.length, source.precision),
    zeros(source.rows, faces.length, source.precision),
  ];
  faces.forEach(({ order: { order, direction }, top }, j) => {
    const { re } = top ? topProbe : bottomProbe;
    re[order * faces.length + j] = direction[0];
    re[(order + orders) * faces.length + j] = direction[1];
  });
  const probes = respond({ cover, substrate, ...rest }, topProbe, bottomProbe, adjoint);

  // In each condition the regularised solution with added source x has v = y u − s − x, so what is left over is
  // (1 − c) y u + c (s + x) − s: linear in x.
  const system = zeros(faces.length, faces.length, source.precision);
  const leftOver = zeros(faces.length, source.columns, source.precision);
  faces.forEach(({ order, top }, i) => {
    const [ratioRe, ratioIm] = order.ratio;
    const [admittanceRe, admittanceIm] = order.admittance;
    const weight: [number, number] = [
      (1 - ratioRe) * admittanceRe + ratioIm * admittanceIm,
      (1 - ratioRe) * admittanceIm - ratioIm * admittanceRe,
    ];
    addRow(system, i, weight, order, top ? probes.top : probes.bottom);
    system.re[i * faces.length + i] += ratioRe;
    system.im[i * faces.length + i] += ratioIm;
    addRow(leftOver, i, weight, order, top ? fields.top : fields.bottom);
    addRow(leftOver, i, [ratioRe - 1, ratioIm], order, top ? source : bottomSource);
  });
  const added = solve(system, leftOver);
  combine(fields.top, 1, multiply(probes.top, added), -1);
  combine(fields.bottom, 1, multiply(probes.bottom, added), -1);
}

/** Adds a complex factor times the p part of an order to row i of a small matrix. */
function addRow(
  target: ComplexMatrix,
  i: number,
  [factorRe, factorIm]: readonly [number, number],
  { order, direction: [x, y] }: RayleighOrder,
  field: ComplexMatrix,
): void {
  const below = (field.rows / 2) * field.columns;
  for (let column = 0; column < field.columns; column++) {
    const from = order * field.columns + column;
    const re = x * field.re[from] + y * field.re[from + below];
    const im = x * field.im[from] + y * field.im[from + below];
    target.re[i * target.columns + column] += factorRe * re - factorIm * im;
    target.im[i * target.columns + column] += factorRe * im + factorIm * re;
  }
}
