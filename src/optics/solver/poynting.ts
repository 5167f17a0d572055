import type { Precision } from '../../numerics/arena';
import { type ComplexMatrix, zeros } from '../../numerics/matrix';
import { type BlockDiagonalMatrix, zeroBlockDiagonal } from '../basis/block-diagonal';
import type { DiffractionOrders } from '../basis/orders';
import { type HalfSpace, outgoingRoot } from '../layer/half-space';
import type { OpticalProblem } from '../problem/problem';

/** Lateral fields (Ex, Ey) of incident waves of unit amplitude: column 0 is s, column 1 is p. */
export function incidentWaves(
  { theta, phi }: Pick<OpticalProblem, 'theta' | 'phi'>,
  { harmonics, zeroth }: DiffractionOrders,
  precision: Precision,
): ComplexMatrix {
  const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
  const incident = zeros(2 * harmonics, 2, precision);
  const [x, y] = [2 * zeroth, 2 * (zeroth + harmonics)];
  incident.re[x] = -Math.sin(azimuth);
  incident.re[y] = Math.cos(azimuth);
  incident.re[x + 1] = Math.cos(polar) * Math.cos(azimuth);
  incident.re[y + 1] = Math.cos(polar) * Math.sin(azimuth);
  return incident;
}

/**
 * For each order the real matrix H = Re(Y) of which u* H u is the flux of the Poynting vector, through one cell into a
 * half-space, of an outgoing wave with lateral field u, up to a factor common to all (Eq. 13 of README.md).
 */
export function poyntingMatrix({ permittivity: [re, im], waves: { kx, ky } }: HalfSpace): BlockDiagonalMatrix {
  const power = zeroBlockDiagonal(kx.length);
  for (let order = 0; order < kx.length; order++) {
    const lateral = Math.hypot(kx[order], ky[order]);
    const [x, y] = lateral > 1e-12 ? [kx[order] / lateral, ky[order] / lateral] : [1, 0];
    const [kzRe, kzIm] = outgoingRoot(re - lateral * lateral, im);
    const size2 = kzRe * kzRe + kzIm * kzIm;
    // At a Rayleigh point (kz = 0) the p part carries nothing away.
    const p = size2 > 0 ? (re * kzRe + im * kzIm) / size2 : 0;
    power.xx.re[order] = p * x * x + kzRe * y * y;
    power.xy.re[order] = (p - kzRe) * x * y;
    power.yy.re[order] = p * y * y + kzRe * x * x;
  }
  return power;
}

/** The flux of each order of one column of fields. */
export function poyntingFluxes(
  { re, im, offset, stride }: ComplexMatrix,
  column: number,
  power: BlockDiagonalMatrix,
): Float64Array {
  const harmonics = power.xx.re.length;
  return Float64Array.from({ length: harmonics }, (_, order) => {
    const x = offset + order * stride + column;
    const y = x + harmonics * stride;
    const { xx, xy, yy } = power;
    const mixed = re[x] * re[y] + im[x] * im[y];
    return xx.re[order] * (re[x] ** 2 + im[x] ** 2) + 2 * xy.re[order] * mixed + yy.re[order] * (re[y] ** 2 + im[y] ** 2);
  });
}
