import { type ComplexMatrix, reserve, scale } from '../../numerics/matrix';
import { applyBlockDiagonal } from '../basis/block-diagonal';
import { type DiffractionOrders, selectOrders } from '../basis/orders';
import { permittivity } from '../basis/permittivity';
import { type AdmittanceLevels, admittanceLevels } from '../layer/admittance';
import { halfSpace } from '../layer/half-space';
import { type Layer, matrixQ, patternedLayer } from '../layer/pq-matrices';
import { checkProblem } from '../problem/check';
import type { OpticalProblem } from '../problem/problem';
import { type Boundary, factoriseBoundary, illuminate } from '../solver/boundary';
import { incidentWaves } from '../solver/poynting';
import type { FaceFields } from '../solver/rayleigh';

/** A layer lit by s and p waves of unit amplitude, with all that its inside is computed from; in double precision. */
export interface IlluminatedLayer {
  readonly orders: DiffractionOrders;
  readonly layer: Layer;
  readonly levels: AdmittanceLevels;
  readonly boundary: Boundary;
  /** (Ex, Ey) of the incident waves: column 0 is s, column 1 is p. */
  readonly incident: ComplexMatrix;
  readonly faces: FaceFields;
}

/** Solves a problem and keeps, in the current frame, what fields and gradients need. */
export function illuminatedLayer(problem: OpticalProblem): IlluminatedLayer {
  checkProblem(problem);
  const orders = selectOrders(problem.truncation, problem.period);
  const layer = patternedLayer(problem, orders, 'f64');
  const [cover, substrate] = [problem.cover, problem.substrate].map((index) => halfSpace(permittivity(index), layer.waves));
  const levels = admittanceLevels(layer, matrixQ(layer));
  const boundary = factoriseBoundary(layer, cover, substrate, levels);
  const incident = incidentWaves(problem, orders, 'f64');
  const source = reserve(incident.rows, 2);
  applyBlockDiagonal(cover.admittance, incident, source);
  scale(source, 2);
  return { orders, layer, levels, boundary, incident, faces: illuminate(boundary, source) };
}

/** Heights of a Gauss-Legendre rule that integrates products of two fields over a part of the layer to about 1e-9. */
export function nodesAcross({ layer, levels: { range, kappas } }: IlluminatedLayer): number {
  const half = layer.half / 2 ** (kappas.length - 2);
  return Math.ceil(Math.sqrt(Math.max(-range.from, range.to)) * half) + 12;
}
