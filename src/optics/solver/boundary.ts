import { inFrame } from '../../numerics/arena';
import { factorise, type LuFactors, solveInPlace, solveTransposedInPlace } from '../../numerics/lu';
import { addImaginary, type ComplexMatrix, combine, copy, reserve, scale, transpose, zeros } from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import {
  addBlockDiagonal,
  applyBlockDiagonal,
  applyBlockDiagonalFromRight,
  type BlockDiagonalMatrix,
  combineBlockDiagonal,
} from '../basis/block-diagonal';
import { type AdmittanceLevels, layerAdmittance } from '../layer/admittance';
import type { HalfSpace } from '../layer/half-space';
import { applyP, type Layer, matrixQ, transposedLayer } from '../layer/pq-matrices';
import { type FaceFields, restoreRayleighOrders } from './rayleigh';

/**
 * The boundary conditions of a layer between two half-spaces, Yb ub − vb = sb below and Yt ut + vt = st above, for the parts
 * of the field even and odd about the middle plane: ub = ue + uo, ut = ue − uo (Eq. 10 and 11 of README.md). All matrices
 * are 2N × 2N.
 */
export interface Boundary {
  readonly layer: Layer;
  readonly cover: HalfSpace;
  readonly substrate: HalfSpace;
  /** Half the difference of the admittances, Yb − Yt. */
  readonly difference: BlockDiagonalMatrix;
  /** From a source to the even part: Z = κ (Ya κ + iQ)⁻¹, Ya the mean admittance. */
  readonly even: ComplexMatrix;
  /** Factors of P (Ya − Yd Z Yd) − iκ, which the odd part is solved with. */
  readonly odd: LuFactors;
}

/** Builds and factorises the boundary conditions: nearly all the work of a simulation. */
export function factoriseBoundary(layer: Layer, cover: HalfSpace, substrate: HalfSpace, levels?: AdmittanceLevels): Boundary {
  const size = 2 * layer.waves.kx.length;
  const mean = combineBlockDiagonal(0.5, substrate.admittance, 0.5, cover.admittance);
  const difference = combineBlockDiagonal(0.5, substrate.admittance, -0.5, cover.admittance);
  const [even, oddSystem] = [1, 2].map(() => reserve(size, size, layer.precision));
  inFrame(() => {
    const q = matrixQ(layer);
    const kappa = levels?.kappas[0] ?? layerAdmittance(layer, q);
    applyBlockDiagonal(mean, kappa, oddSystem);
    addImaginary(oddSystem, q, 1);
    // Z (Ya κ + iQ) = κ, solved transposed; the memory of Q is free for it.
    const turned = transpose(kappa, q);
    solveInPlace(factorise(transpose(oddSystem)), turned);
    transpose(turned, even);

    applyBlockDiagonal(difference, even, turned);
    applyBlockDiagonalFromRight(turned, difference, oddSystem);
    scale(oddSystem, -1);
    addBlockDiagonal(oddSystem, mean);
    applyP(layer, oddSystem, oddSystem);
    addImaginary(oddSystem, kappa, -1);
  });
  return { layer, cover, substrate, difference, even, odd: factorise(oddSystem) };
}

/**
 * The fields on both faces of sources at the cover's face (2N × sources). An incident wave's source is 2 Yt times its
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
  return restoreRayleighOrders((above, below) => respond(boundary, above, below, adjoint), boundary, top, bottom);
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
  applyBlockDiagonal(difference, uncoupled, coupled);
  combine(oddField, 1, coupled, -1);
  if (adjoint) {
    solveTransposedInPlace(odd, oddField);
    applyP(transposedLayer(layer), oddField, oddField);
  } else {
    applyP(layer, oddField, oddField);
    solveInPlace(odd, oddField);
  }
  applyBlockDiagonal(difference, oddField, coupled);
  accumulateProduct(uncoupled, response, coupled, -1);
  const top = copy(uncoupled);
  combine(top, 1, oddField, -1);
  combine(uncoupled, 1, oddField, 1);
  return { top, bottom: uncoupled };
}
