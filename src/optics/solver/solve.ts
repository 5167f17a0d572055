import { inFrame, type Precision } from '../../numerics/arena';
import { selectOrders } from '../basis/orders';
import { permittivity } from '../basis/permittivity';
import { halfSpace } from '../layer/half-space';
import { patternedLayer } from '../layer/pq-matrices';
import { checkProblem, type OpticalProblem } from '../problem/problem';
import { factoriseBoundary, illuminate } from './boundary';
import { type Outcome, outcomeOf } from './efficiencies';
import { incidentWaves } from './poynting';
import { asymmetry, largestAsymmetry, probedSource, showsErrors } from './reciprocity';

export type { Efficiencies } from './efficiencies';

/** What a structure does to light of both polarisations. At theta = phi = 0, p has E along x and s has E along y. */
export interface Solution extends Outcome {
  /** Plane-wave orders kept. */
  readonly harmonics: number;
  /** That the numbers were computed in. */
  readonly precision: Precision;
  /** Whether single precision was tried first and found too coarse. */
  readonly redone: boolean;
}

/**
 * Rigorous coupled-wave analysis of one patterned layer (Moharam and Gaylord 1981; Li 1997), without an eigen-decomposition:
 * see layer.ts and boundary.ts. Errors against the exact solution of the truncated equations are about 1e-10 in double
 * precision, more where a lossless layer is at a sharp resonance, and below 2e-5 with precision 'auto'. Throws InputError
 * where the problem makes no sense.
 */
export function solve(problem: OpticalProblem): Solution {
  checkProblem(problem);
  const { precision = 'auto' } = problem;
  const single = precision === 'f32' || (precision === 'auto' && showsErrors(problem)) ? solveIn('f32', problem) : undefined;
  if (single && (precision === 'f32' || single.asymmetry <= largestAsymmetry)) return single.solution;
  return { ...solveIn('f64', problem).solution, redone: single !== undefined };
}

function solveIn(precision: Precision, problem: OpticalProblem): { solution: Solution; asymmetry: number } {
  return inFrame(() => {
    const orders = selectOrders(problem.truncation, problem.period);
    const layer = patternedLayer(problem, orders, precision);
    const cover = halfSpace(permittivity(problem.cover), layer.waves);
    const substrate = halfSpace(permittivity(problem.substrate), layer.waves);
    const incident = incidentWaves(problem, orders, precision);
    const source = probedSource(incident, cover, orders);
    const fields = illuminate(factoriseBoundary(layer, cover, substrate), source);
    const outcome = outcomeOf(problem, orders, incident, fields, { cover, substrate });
    const solution = { ...outcome, harmonics: orders.count, precision, redone: false };
    return { solution, asymmetry: asymmetry(fields.top, source, orders, cover) };
  });
}

/** Absorption of unpolarised light: the mean over both polarisations. */
export function absorption(problem: OpticalProblem): number {
  return solve(problem).unpolarised.A;
}
