import { inFrame, type Precision } from '../numerics/arena';
import { block, type ComplexMatrix, combine, copy, zeros } from '../numerics/matrix';
import { factoriseBoundary, illuminate } from './boundary';
import { type HalfSpace, halfSpace, outgoingRoot } from './half-space';
import { patternedLayer } from './layer';
import { type Orders, selectOrders, type WaveNumbers } from './orders';
import { permittivity } from './permittivity';
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

/** What a structure does to light of both polarisations. At theta = phi = 0, p has E along x and s has E along y. */
export interface Solution {
  readonly s: Efficiencies;
  readonly p: Efficiencies;
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
    const bottom = block(fields.bottom, 0, 0, source.rows, 2);
    const reflected = copy(block(fields.top, 0, 0, source.rows, 2));
    combine(reflected, 1, incident, -1);
    const [s, p] = [0, 1].map((column): Efficiencies => {
      const power = powerFlux(incident, column, cover, layer.waves);
      const R = powerFlux(reflected, column, cover, layer.waves) / power;
      const T = powerFlux(bottom, column, substrate, layer.waves) / power;
      return { R, T, A: 1 - R - T };
    });
    const solution = { s, p, harmonics: orders.count, precision, redone: false };
    return { solution, asymmetry: asymmetry(fields.top, source, orders, cover) };
  });
}

/** Absorption of unpolarised light: the mean over both polarisations. */
export function absorption(problem: OpticalProblem): number {
  const { s, p } = solve(problem);
  return (s.A + p.A) / 2;
}

/** Lateral fields (Ex, Ey) of incident waves of unit amplitude: column 0 is s, column 1 is p. */
function incidentWaves({ theta, phi }: OpticalProblem, { count, zeroth }: Orders, precision: Precision): ComplexMatrix {
  const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
  const incident = zeros(2 * count, 2, precision);
  const [x, y] = [2 * zeroth, 2 * (zeroth + count)];
  incident.re[x] = -Math.sin(azimuth);
  incident.re[y] = Math.cos(azimuth);
  incident.re[x + 1] = Math.cos(polar) * Math.cos(azimuth);
  incident.re[y + 1] = Math.cos(polar) * Math.sin(azimuth);
  return incident;
}

/** Power that outgoing waves of one column carry into a half-space through one cell, up to a factor common to all. */
function powerFlux({ re, im, offset, stride }: ComplexMatrix, column: number, side: HalfSpace, { kx, ky }: WaveNumbers): number {
  const [epsilonRe, epsilonIm] = side.permittivity;
  let flux = 0;
  for (let order = 0; order < kx.length; order++) {
    const lateral2 = kx[order] ** 2 + ky[order] ** 2;
    const [kzRe, kzIm] = outgoingRoot(epsilonRe - lateral2, epsilonIm);
    const size2 = kzRe * kzRe + kzIm * kzIm;
    const x = offset + order * stride + column;
    const y = x + kx.length * stride;
    const total2 = re[x] ** 2 + im[x] ** 2 + re[y] ** 2 + im[y] ** 2;
    const along2 =
      lateral2 > 1e-24 ? (re[x] * kx[order] + re[y] * ky[order]) ** 2 + (im[x] * kx[order] + im[y] * ky[order]) ** 2 : 0;
    const p2 = lateral2 > 1e-24 ? along2 / lateral2 : 0;
    // At a Rayleigh point (kz = 0) the p part carries nothing away.
    if (size2 > 0) flux += (p2 * (epsilonRe * kzRe + epsilonIm * kzIm)) / size2;
    flux += (total2 - p2) * kzRe;
  }
  return flux;
}
