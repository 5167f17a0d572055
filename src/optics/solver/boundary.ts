import { solveConjugateResiduals } from '../../numerics/conjugate-residuals';
import { factorise, type LuFactors, solveInPlace, solveTransposedInPlace } from '../../numerics/lu';
import { addImaginary, type ComplexMatrix, combine, copy, reserve, transpose, zeros } from '../../numerics/matrix';
import { multiply } from '../../numerics/product';
import { applyBlockDiagonal, type BlockDiagonalMatrix, combineBlockDiagonal } from '../basis/block-diagonal';
import { type AdmittanceLevels, layerAdmittance } from '../layer/admittance';
import type { HalfSpace } from '../layer/half-space';
import { applyP, type Layer, matrixQ, multiplyByP, transposedLayer } from '../layer/pq-matrices';
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
  /** Half the difference Yd of the admittances, Yb − Yt. */
  readonly difference: BlockDiagonalMatrix;
  readonly kappa: ComplexMatrix;
  /** Factors of Ya κ + iQ, Ya the mean admittance: the even part alone. */
  readonly even: LuFactors;
  /** Factors of P Ya − iκ: the odd part alone. */
  readonly odd: LuFactors;
}

/** Builds and factorises the boundary conditions: nearly all the work of a simulation. */
export function factoriseBoundary(layer: Layer, cover: HalfSpace, substrate: HalfSpace, levels?: AdmittanceLevels): Boundary {
  const size = 2 * layer.waves.kx.length;
  const mean = combineBlockDiagonal(0.5, substrate.admittance, 0.5, cover.admittance);
  const difference = combineBlockDiagonal(0.5, substrate.admittance, -0.5, cover.admittance);
  const [even, odd] = [1, 2].map(() => reserve(size, size, layer.precision));
  const q = matrixQ(layer);
  const kappa = levels?.kappas[0] ?? layerAdmittance(layer, q);
  applyBlockDiagonal(mean, kappa, even);
  addImaginary(even, q, 1);
  multiplyByP(layer, mean, odd);
  addImaginary(odd, kappa, -1);
  return { layer, cover, substrate, difference, kappa, even: factorise(even), odd: factorise(odd) };
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

/** Face fields of sources in the regularised conditions: each part alone, then what the unlike half-spaces mix. */
function respond(
  { layer, difference, kappa, even, odd }: Boundary,
  topSource: ComplexMatrix,
  bottomSource: ComplexMatrix,
  adjoint: boolean,
): FaceFields {
  const seen = adjoint ? transposedLayer(layer) : layer;
  const turned = adjoint ? transpose(kappa) : kappa;
  const evenAlone = (source: ComplexMatrix) =>
    adjoint ? solveTransposedInPlace(even, multiply(turned, source)) : multiply(kappa, solveInPlace(even, copy(source)));
  const oddAlone = (source: ComplexMatrix) => {
    const field = copy(source);
    if (adjoint) solveTransposedInPlace(odd, field);
    applyP(seen, field, field);
    return adjoint ? field : solveInPlace(odd, field);
  };
  const mixed = (field: ComplexMatrix) => {
    const source = reserve(field.rows, field.columns, layer.precision);
    applyBlockDiagonal(difference, field, source);
    return source;
  };
  const evenSource = copy(bottomSource);
  combine(evenSource, 0.5, topSource, 0.5);
  const oddSource = copy(bottomSource);
  combine(oddSource, 0.5, topSource, -0.5);

  combine(oddSource, 1, mixed(evenAlone(evenSource)), -1);
  const oddField = solveConjugateResiduals((field) => oddAlone(mixed(evenAlone(mixed(field)))), oddAlone(oddSource));
  combine(evenSource, 1, mixed(oddField), -1);
  const bottom = evenAlone(evenSource);
  const top = copy(bottom);
  combine(top, 1, oddField, -1);
  combine(bottom, 1, oddField, 1);
  return { top, bottom };
}
