import { inFrame, type Precision } from '../numerics/arena';
import { block, type ComplexMatrix, combine, zeros } from '../numerics/matrix';
import { multiply } from '../numerics/product';
import { type FaceFields, factoriseBoundary, illuminate } from './boundary';
import { type HalfSpace, halfSpace } from './half-space';
import { patternedLayer } from './layer';
import { type Orders, selectOrders, type WaveNumbers } from './orders';
import type { OrderwiseMatrix } from './orderwise';
import { permittivity } from './permittivity';
import { incidentWaves, powerMatrix, powersOf } from './power';
import { checkProblem, type OpticalProblem } from './problem';
import { asymmetry, largestAsymmetry, probedSource, showsErrors } from './reciprocity';

/** Shares of the incident power. */
export interface Efficiencies {
  /** Reflected, all orders. */
  readonly R: number;
  /** Transmitted into the substrate, all orders. */
  readonly T: number;
  /** Absorbed in the layer: 1 − R − T. */
  readonly A: number;
}

/** What goes into one diffraction order, as shares of the incident power. */
export interface OrderEfficiencies {
  readonly m: number;
  readonly n: number;
  readonly s: { readonly R: number; readonly T: number };
  readonly p: { readonly R: number; readonly T: number };
}

/** What a structure does to light of both polarisations. At theta = phi = 0, p has E along x and s has E along y. */
export interface Solution {
  readonly s: Efficiencies;
  readonly p: Efficiencies;
  /** Of light whose E, seen along z, lies along x or along y. */
  readonly x: Efficiencies;
  readonly y: Efficiencies;
  /** The mean of s and p. */
  readonly unpolarised: Efficiencies;
  /** The orders that carry power away on either side; the sums over them are R and T. */
  readonly orders: readonly OrderEfficiencies[];
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
    const outcome = efficiencies(problem, orders, incident, fields, cover, substrate, layer.waves);
    const solution = { ...outcome, harmonics: orders.count, precision, redone: false };
    return { solution, asymmetry: asymmetry(fields.top, source, orders, cover) };
  });
}

/** The powers of all waves that leave, for s, p, x and y. */
function efficiencies(
  problem: OpticalProblem,
  orders: Orders,
  incident: ComplexMatrix,
  fields: FaceFields,
  cover: HalfSpace,
  substrate: HalfSpace,
  waves: WaveNumbers,
): Pick<Solution, 's' | 'p' | 'x' | 'y' | 'unpolarised' | 'orders'> {
  const [polar, azimuth] = [(problem.theta * Math.PI) / 180, (problem.phi * Math.PI) / 180];
  // Columns s, p, x, y as sums of s and p: lateral fields along x and y.
  const sums = zeros(2, 4, incident.precision);
  sums.re.set([1, 0, -Math.sin(azimuth), Math.cos(azimuth)]);
  sums.re.set([0, 1, Math.cos(azimuth) / Math.cos(polar), Math.sin(azimuth) / Math.cos(polar)], 4);
  const all = (matrix: ComplexMatrix) => multiply(block(matrix, 0, 0, matrix.rows, 2), sums);
  const [sent, reflected, transmitted] = [all(incident), all(fields.top), all(fields.bottom)];
  combine(reflected, 1, sent, -1);
  const [up, down] = [powerMatrix(cover, waves), powerMatrix(substrate, waves)];
  const columns = [0, 1, 2, 3].map((column) => {
    const power = sum(powersOf(sent, column, up));
    const [ofR, ofT] = [powersOf(reflected, column, up), powersOf(transmitted, column, down)];
    return { R: ofR.map((value) => value / power), T: ofT.map((value) => value / power) };
  });
  const [s, p, x, y] = columns.map(({ R: ofR, T: ofT }): Efficiencies => {
    const [R, T] = [sum(ofR), sum(ofT)];
    return { R, T, A: 1 - R - T };
  });
  const mean = (part: keyof Efficiencies) => (s[part] + p[part]) / 2;
  const carries = (power: OrderwiseMatrix, order: number) => power.xx.re[order] + power.yy.re[order] > 0;
  const ofOrder = (column: number, order: number) => ({ R: columns[column].R[order], T: columns[column].T[order] });
  return {
    s,
    p,
    x,
    y,
    unpolarised: { R: mean('R'), T: mean('T'), A: mean('A') },
    orders: Array.from(orders.m, (m, i) => ({ m, n: orders.n[i], s: ofOrder(0, i), p: ofOrder(1, i) })).filter(
      (_, i) => carries(up, i) || carries(down, i),
    ),
  };
}

/** Absorption of unpolarised light: the mean over both polarisations. */
export function absorption(problem: OpticalProblem): number {
  return solve(problem).unpolarised.A;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
