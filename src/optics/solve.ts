import { inFrame } from '../numerics/arena';
import { type ComplexMatrix, copy, zeros } from '../numerics/matrix';
import { factoriseBoundary, illuminate } from './boundary';
import { type HalfSpace, halfSpace, outgoingRoot } from './half-space';
import { patternedLayer } from './layer';
import { type Orders, selectOrders, type WaveNumbers } from './orders';
import { permittivity } from './permittivity';
import { checkProblem, type OpticalProblem } from './problem';

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
}

/**
 * Rigorous coupled-wave analysis of one patterned layer (Moharam and Gaylord 1981; Li 1997), without an eigen-decomposition:
 * see layer.ts and boundary.ts. Errors against the exact solution of the truncated equations are about 1e-10, more where a
 * lossless layer is at a sharp resonance. Throws InputError where the problem makes no sense.
 */
export function solve(problem: OpticalProblem): Solution {
  checkProblem(problem);
  return inFrame(() => solveInArena(problem));
}

function solveInArena(problem: OpticalProblem): Solution {
  const orders = selectOrders(problem.truncation, problem.period);
  const layer = patternedLayer(problem, orders);
  const cover = halfSpace(permittivity(problem.cover), layer.waves);
  const substrate = halfSpace(permittivity(problem.substrate), layer.waves);
  const incident = incidentWaves(problem, orders);
  const { top, bottom } = illuminate(factoriseBoundary(layer, cover, substrate), incident);
  const reflected = copy(top);
  for (let i = 0; i < incident.re.length; i++) reflected.re[i] -= incident.re[i];
  const [s, p] = [0, 1].map((column): Efficiencies => {
    const power = powerFlux(incident, column, cover, layer.waves);
    const R = powerFlux(reflected, column, cover, layer.waves) / power;
    const T = powerFlux(bottom, column, substrate, layer.waves) / power;
    return { R, T, A: 1 - R - T };
  });
  return { s, p, harmonics: orders.count };
}

/** Absorption of unpolarised light: the mean over both polarisations. */
export function absorption(problem: OpticalProblem): number {
  const { s, p } = solve(problem);
  return (s.A + p.A) / 2;
}

/** Lateral fields (Ex, Ey) of incident waves of unit amplitude: column 0 is s, column 1 is p. */
function incidentWaves({ theta, phi }: OpticalProblem, { count, zeroth }: Orders): ComplexMatrix {
  const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
  const incident = zeros(2 * count, 2);
  const [x, y] = [2 * zeroth, 2 * (zeroth + count)];
  incident.re[x] = -Math.sin(azimuth);
  incident.re[y] = Math.cos(azimuth);
  incident.re[x + 1] = Math.cos(polar) * Math.cos(azimuth);
  incident.re[y + 1] = Math.cos(polar) * Math.sin(azimuth);
  return incident;
}

/** Power that outgoing waves of one column carry into a half-space through one cell, up to a factor common to all. */
function powerFlux({ re, im, columns }: ComplexMatrix, column: number, side: HalfSpace, { kx, ky }: WaveNumbers): number {
  const [epsilonRe, epsilonIm] = side.permittivity;
  let flux = 0;
  for (let order = 0; order < kx.length; order++) {
    const lateral2 = kx[order] ** 2 + ky[order] ** 2;
    const [kzRe, kzIm] = outgoingRoot(epsilonRe - lateral2, epsilonIm);
    const size2 = kzRe * kzRe + kzIm * kzIm;
    const x = order * columns + column;
    const y = (order + kx.length) * columns + column;
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
