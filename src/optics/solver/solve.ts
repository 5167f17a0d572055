import { inFrame, type Precision } from '../../numerics/arena';
import { selectOrders } from '../basis/orders';
import { permittivity } from '../basis/permittivity';
import { halfSpace } from '../layer/half-space';
import { patternedLayer } from '../layer/pq-matrices';
import { checkProblem } from '../problem/check';
import { isLossless, type OpticalProblem, roundingOf } from '../problem/problem';
import { factoriseBoundary, illuminate } from './boundary';
import { type DiffractionEfficiencies, diffractionEfficiencies } from './efficiencies';
import { checkEnergy } from './energy-balance';
import { incidentWaves } from './poynting';
import { largestReciprocityError, probedSource, reciprocityError, reciprocitySeesErrors } from './reciprocity';

export type { Efficiencies } from './efficiencies';

/** What a structure does to light of both polarisations. At theta = phi = 0, p has E along x and s has E along y. */
export interface Solution extends DiffractionEfficiencies {
  /** The number N of diffraction orders kept. */
  readonly harmonics: number;
  /** That the numbers were computed in. */
  readonly precision: Precision;
  /** Whether single precision was tried first and found too coarse. */
  readonly redone: boolean;
}

/**
 * Rigorous coupled-wave analysis of one patterned layer (Moharam and Gaylord 1981; Li 1997), without an eigen-decomposition:
 * see README.md, Eq. 1 to 14. Errors against the exact solution of the truncated equations are about 1e-10 in double
 * precision, more where a lossless layer is at a sharp resonance, and below 2e-5 with precision 'auto'. Throws InputError
 * where the problem makes no sense and where rounding errors spoil the result.
 */
export function solve(problem: OpticalProblem): Solution {
  checkProblem(problem);
  const solution = solveAsPrecisely(problem);
  checkEnergy(solution, isLossless(problem), solution.precision);
  return solution;
}

function solveAsPrecisely(problem: OpticalProblem): Solution {
  const { precision = 'auto' } = problem;
  if (precision === 'f64' || (precision === 'auto' && !reciprocitySeesErrors(problem))) return solveIn('f64', problem).solution;
  const { solution, reciprocityError } = solveIn('f32', problem);
  const isGood = precision === 'f32' || reciprocityError <= largestReciprocityError;
  return isGood ? solution : { ...solveIn('f64', problem).solution, redone: true };
}

function solveIn(precision: Precision, problem: OpticalProblem): { solution: Solution; reciprocityError: number } {
  return inFrame(() => {
    const orders = selectOrders(problem.truncation, problem.period);
    const layer = patternedLayer(problem, orders, precision);
    const cover = halfSpace(permittivity(problem.cover), layer.waves);
    const substrate = halfSpace(permittivity(problem.substrate), layer.waves);
    const incident = incidentWaves(problem, orders, precision);
    const source = probedSource(incident, cover, orders);
    const fields = illuminate(factoriseBoundary(layer, cover, substrate), source);
    const efficiencies = diffractionEfficiencies(problem, orders, incident, fields, { cover, substrate });
    const solution = { ...efficiencies, harmonics: orders.harmonics, precision, redone: false };
    return { solution, reciprocityError: reciprocityError(fields.top, source, orders, cover) };
  }, roundingOf(problem));
}

/** Absorption of unpolarised light: the mean over both polarisations. */
export function absorption(problem: OpticalProblem): number {
  return solve(problem).unpolarised.A;
}
