import { block, type ComplexMatrix, combine, zeros } from '../../numerics/matrix';
import { multiply } from '../../numerics/product';
import type { BlockDiagonalMatrix } from '../basis/block-diagonal';
import type { DiffractionOrders } from '../basis/orders';
import type { HalfSpace } from '../layer/half-space';
import type { OpticalProblem } from '../problem/problem';
import { type JonesMatrix, jonesMatrix } from './amplitudes';
import { poyntingFluxes, poyntingMatrix } from './poynting';
import type { FaceFields } from './rayleigh';

/** Shares of the incident power. */
export interface Efficiencies {
  /** Reflected, all orders. */
  readonly R: number;
  /** Transmitted into the substrate, all orders. */
  readonly T: number;
  /** Absorbed between cover and substrate: 1 − R − T. */
  readonly A: number;
}

/** Diffraction efficiencies of one order: shares of the incident power. */
export interface OrderEfficiencies {
  readonly m: number;
  readonly n: number;
  /** Whether the order carries power away on that side; else it is evanescent there. */
  readonly propagates: { readonly cover: boolean; readonly substrate: boolean };
  readonly s: { readonly R: number; readonly T: number };
  readonly p: { readonly R: number; readonly T: number };
  /** Complex amplitudes of the order on either side. */
  readonly amplitudes: { readonly cover: JonesMatrix; readonly substrate: JonesMatrix };
}

/** Diffraction efficiencies for incident light of each polarisation. At theta = phi = 0, p has E along x and s has E along y. */
export interface DiffractionEfficiencies {
  readonly s: Efficiencies;
  readonly p: Efficiencies;
  /** Of light whose E, seen along z, lies along x or along y. */
  readonly x: Efficiencies;
  readonly y: Efficiencies;
  /** The mean of s and p. */
  readonly unpolarised: Efficiencies;
  /** The diffraction orders that propagate on either side; the sums over them are R and T. */
  readonly orders: readonly OrderEfficiencies[];
}

/** Diffraction efficiencies for s, p, x and y, of the fields on both faces (Eq. 13 of README.md). */
export function diffractionEfficiencies(
  { theta, phi }: Pick<OpticalProblem, 'theta' | 'phi'>,
  orders: DiffractionOrders,
  incident: ComplexMatrix,
  fields: FaceFields,
  { cover, substrate }: { readonly cover: HalfSpace; readonly substrate: HalfSpace },
): DiffractionEfficiencies {
  const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
  // Columns s, p, x, y as sums of s and p: lateral fields along x and y.
  const sums = zeros(2, 4, incident.precision);
  sums.re.set([1, 0, -Math.sin(azimuth), Math.cos(azimuth)]);
  sums.re.set([0, 1, Math.cos(azimuth) / Math.cos(polar), Math.sin(azimuth) / Math.cos(polar)], 4);
  const all = (matrix: ComplexMatrix) => multiply(block(matrix, 0, 0, matrix.rows, 2), sums);
  const [sent, reflected, transmitted] = [all(incident), all(fields.top), all(fields.bottom)];
  combine(reflected, 1, sent, -1);
  const [up, down] = [poyntingMatrix(cover), poyntingMatrix(substrate)];
  const columns = [0, 1, 2, 3].map((column) => {
    const power = sum(poyntingFluxes(sent, column, up));
    const [ofR, ofT] = [poyntingFluxes(reflected, column, up), poyntingFluxes(transmitted, column, down)];
    return { R: ofR.map((value) => value / power), T: ofT.map((value) => value / power) };
  });
  const [s, p, x, y] = columns.map(({ R: ofR, T: ofT }): Efficiencies => {
    const [R, T] = [sum(ofR), sum(ofT)];
    return { R, T, A: 1 - R - T };
  });
  const mean = (part: keyof Efficiencies) => (s[part] + p[part]) / 2;
  const carries = (power: BlockDiagonalMatrix, order: number) => power.xx.re[order] + power.yy.re[order] > 0;
  const ofOrder = (column: number, order: number) => ({ R: columns[column].R[order], T: columns[column].T[order] });
  const incidentPower = Math.sqrt(cover.permittivity[0]) * Math.cos(polar);
  const amplitudes = (order: number) => ({
    cover: jonesMatrix(reflected, order, cover, azimuth, incidentPower),
    substrate: jonesMatrix(transmitted, order, substrate, azimuth, incidentPower),
  });
  return {
    s,
    p,
    x,
    y,
    unpolarised: { R: mean('R'), T: mean('T'), A: mean('A') },
    orders: Array.from(orders.m, (m, i) => ({
      ...{ i, m, n: orders.n[i], propagates: { cover: carries(up, i), substrate: carries(down, i) } },
    }))
      .filter(({ propagates }) => propagates.cover || propagates.substrate)
      .map(({ i, ...order }) => ({ ...order, s: ofOrder(0, i), p: ofOrder(1, i), amplitudes: amplitudes(i) })),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
