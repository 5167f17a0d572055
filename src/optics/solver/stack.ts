import { inFrame } from '../../numerics/arena';
import { factorise, type LuFactors, solveFromRight, solveInPlace } from '../../numerics/lu';
import {
  addImaginary,
  addToDiagonal,
  assign,
  block,
  type ComplexMatrix,
  combine,
  copy,
  reserve,
  scale,
  zeros,
} from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import { addBlockDiagonal, applyBlockDiagonal } from '../basis/block-diagonal';
import { selectOrders } from '../basis/orders';
import { permittivity } from '../basis/permittivity';
import { layerAdmittance } from '../layer/admittance';
import { type HalfSpace, halfSpace } from '../layer/half-space';
import { inverseOfP, type Layer, matrixQ, patternedLayer } from '../layer/pq-matrices';
import { isLossless, roundingOf } from '../problem/problem';
import { checkStack, layerProblems, type StackProblem } from '../problem/stack-problem';
import { type DiffractionEfficiencies, diffractionEfficiencies } from './efficiencies';
import { checkEnergy } from './energy-balance';
import { incidentWaves, poyntingFluxes, poyntingMatrix } from './poynting';
import { type FaceFields, restoreRayleighOrders } from './rayleigh';

/** What a stack does to light. */
export interface StackSolution extends DiffractionEfficiencies {
  /** Share of the incident power that each layer absorbs, from the cover on; the sums are the A of s and of p. */
  readonly layers: readonly { readonly s: number; readonly p: number }[];
  /** The number N of diffraction orders kept. */
  readonly harmonics: number;
}

/**
 * Rigorous coupled-wave analysis of a stack, in double precision: the admittance v = Y u that everything below shows is
 * carried from the substrate up through each layer, which no growing wave enters (Eq. 15 of README.md). Throws InputError
 * where the problem makes no sense and where rounding errors spoil the result.
 */
export function solveStack(problem: StackProblem): StackSolution {
  checkStack(problem);
  const solution = inFrame(() => solveInFrame(problem), roundingOf(problem));
  checkEnergy(solution, layerProblems(problem).every(isLossless), 'f64');
  return solution;
}

function solveInFrame(problem: StackProblem): StackSolution {
  const orders = selectOrders(problem.truncation, problem.period);
  const layers = layerProblems(problem).map((one) => patternedLayer(one, orders, 'f64'));
  const { waves } = layers[0];
  const [cover, substrate] = [problem.cover, problem.substrate].map((index) => halfSpace(permittivity(index), waves));
  const size = 2 * orders.harmonics;
  let admittance = zeros(size, size);
  addBlockDiagonal(admittance, substrate.admittance);
  const loaded: LoadedLayer[] = [];
  for (const layer of [...layers].reverse()) {
    loaded.unshift(loadLayer(layer, admittance));
    admittance = loaded[0].input;
  }
  const system = copy(admittance);
  addBlockDiagonal(system, cover.admittance);
  const coverFactors = factorise(system);

  const incident = incidentWaves(problem, orders, 'f64');
  const source = reserve(size, 2);
  applyBlockDiagonal(cover.admittance, incident, source);
  scale(source, 2);
  const respond = (top: ComplexMatrix, bottom: ComplexMatrix) => respondTo(loaded, coverFactors, top, bottom);
  const fields = restoreRayleighOrders(respond, { cover, substrate }, source, zeros(size, 2));
  const fluxes = fields.planes.map(({ u, v }) => [0, 1].map((column) => flux(u, v, column)));
  const powers = incidentFluxes(incident, cover);
  const absorbed = (layer: number, column: number) => (fluxes[layer][column] - fluxes[layer + 1][column]) / powers[column];
  return {
    ...diffractionEfficiencies(problem, orders, incident, fields, { cover, substrate }),
    layers: layers.map((_, layer) => ({ s: absorbed(layer, 0), p: absorbed(layer, 1) })),
    harmonics: orders.harmonics,
  };
}

/** A layer with what lies below as its load, with u = κ w + u_o at its bottom and u = κ w − u_o at its top. */
interface LoadedLayer {
  /** Admittance seen at the bottom, and with the layer on it at the top: v = Y u. */
  readonly load: ComplexMatrix;
  readonly input: ComplexMatrix;
  /** From u at the top to u at the bottom. */
  readonly down: ComplexMatrix;
  readonly q: ComplexMatrix;
  readonly kappa: ComplexMatrix;
  /** Factors of Yb κ + iQ. */
  readonly even: LuFactors;
}

/**
 * With v = iP⁻¹κ u_o ∓ iQ w at bottom and top, the condition Yb u − v = 0 at the bottom is
 * (Yb κ + iQ) w = −(Yb − iP⁻¹κ) u_o = (Yb κ + iQ) B u_o, so that the top has u = (κB − 1) u_o and v = (iQB + iP⁻¹κ) u_o.
 */
function loadLayer(layer: Layer, load: ComplexMatrix): LoadedLayer {
  const size = load.rows;
  const q = matrixQ(layer);
  const kappa = layerAdmittance(layer, q);
  const evenSystem = multiply(load, kappa);
  addImaginary(evenSystem, q, 1);
  const even = factorise(evenSystem);
  const [input, down] = [reserve(size, size), reserve(size, size)];
  inFrame(() => {
    const oddAdmittance = zeros(size, size);
    addImaginary(oddAdmittance, inverseOfP(layer)(kappa), 1);
    const b = copy(oddAdmittance);
    combine(b, 1, load, -1);
    solveInPlace(even, b);
    // Side by side below each other: v at the top and u at the bottom, both to be divided by u at the top.
    const both = zeros(2 * size, size);
    const [v, bottom] = [block(both, 0, 0, size, size), block(both, size, 0, size, size)];
    addImaginary(v, multiply(q, b), 1);
    combine(v, 1, oddAdmittance, 1);
    accumulateProduct(bottom, kappa, b, 1);
    const top = copy(bottom);
    addToDiagonal(top, -1);
    addToDiagonal(bottom, 1);
    const divided = solveFromRight(top, both);
    assign(input, block(divided, 0, 0, size, size));
    assign(down, block(divided, size, 0, size, size));
  });
  return { load, input, down, q, kappa, even };
}

/** Fields on the faces of all layers, from the cover's to the substrate's. */
interface StackFields extends FaceFields {
  readonly planes: readonly { readonly u: ComplexMatrix; readonly v: ComplexMatrix }[];
}

/** Fields of sources in the conditions Yt u + v = st at the cover and Yb u − v = sb at the substrate. */
function respondTo(
  loaded: readonly LoadedLayer[],
  coverFactors: LuFactors,
  top: ComplexMatrix,
  bottom: ComplexMatrix,
): StackFields {
  // Seen from above, a source below is v = Y u − s. It makes w = (Yb κ + iQ)⁻¹ s, and with it u = κ w and v = iQ w.
  const sources = [bottom];
  const shifts: ComplexMatrix[] = [];
  for (const { input, q, kappa, even } of [...loaded].reverse()) {
    const w = solveInPlace(even, copy(sources[0]));
    const shift = multiply(kappa, w);
    const source = multiply(input, shift);
    addImaginary(source, multiply(q, w), -1);
    sources.unshift(source);
    shifts.unshift(shift);
  }
  const first = copy(top);
  combine(first, 1, sources[0], 1);
  let u = solveInPlace(coverFactors, first);
  const planes = [{ u, v: admit(loaded[0].input, u, sources[0]) }];
  loaded.forEach(({ load, down }, i) => {
    // u at the top less what the source alone makes there is (κB − 1) u_o; at the bottom it makes the same.
    const driven = copy(u);
    combine(driven, 1, shifts[i], -1);
    const next = multiply(down, driven);
    combine(next, 1, shifts[i], 1);
    u = next;
    planes.push({ u, v: admit(load, u, sources[i + 1]) });
  });
  return { top: planes[0].u, bottom: u, planes };
}

function admit(admittance: ComplexMatrix, u: ComplexMatrix, source: ComplexMatrix): ComplexMatrix {
  const v = multiply(admittance, u);
  combine(v, 1, source, -1);
  return v;
}

/** Re(u* v) of one column: the power that goes down through a cell. */
function flux(u: ComplexMatrix, v: ComplexMatrix, column: number): number {
  let sum = 0;
  for (let i = column; i < u.re.length; i += u.columns) sum += u.re[i] * v.re[i] + u.im[i] * v.im[i];
  return sum;
}

function incidentFluxes(incident: ComplexMatrix, cover: HalfSpace): number[] {
  return [0, 1].map((column) => poyntingFluxes(incident, column, poyntingMatrix(cover)).reduce((sum, value) => sum + value, 0));
}
