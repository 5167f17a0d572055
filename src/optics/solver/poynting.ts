import type { Precision } from '../../numerics/arena';
import { type ComplexMatrix, zeros } from '../../numerics/matrix';
import { emptyOrderwise, type OrderwiseMatrix } from '../basis/block-diagonal';
import type { Orders } from '../basis/orders';
import { type HalfSpace, outgoingRoot } from '../layer/half-space';
import type { OpticalProblem } from '../problem/problem';

/** Lateral fields (Ex, Ey) of incident waves of unit amplitude: column 0 is s, column 1 is p. */
export function incidentWaves(
  { theta, phi }: Pick<OpticalProblem, 'theta' | 'phi'>,
  { count, zeroth }: Orders,
  precision: Precision,
): ComplexMatrix {
  const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
  const incident = zeros(2 * count, 2, precision);
  const [x, y] = [2 * zeroth, 2 * (zeroth + count)];
  incident.re[x] = -Math.sin(azimuth);
  incident.re[y] = Math.cos(azimuth);
  incident.re[x + 1] = Math.cos(polar) * Math.cos(azimuth);
  incident.re[y + 1] = Math.cos(polar) * Math.sin(azimuth);
  return incident;
}

/**
 * For each order the real matrix H of which u* H u is the power that an outgoing wave with lateral field u carries into a
 * half-space through one cell, up to a factor common to all.
 */
export function powerMatrix({ permittivity: [re, im], waves: { kx, ky } }: HalfSpace): OrderwiseMatrix {
  const power = emptyOrderwise(kx.length);
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

/** The power of each order of one column of fields. */
export function powersOf({ re, im, offset, stride }: ComplexMatrix, column: number, power: OrderwiseMatrix): Float64Array {
  const count = power.xx.re.length;
  return Float64Array.from({ length: count }, (_, order) => {
    const x = offset + order * stride + column;
    const y = x + count * stride;
    const { xx, xy, yy } = power;
    const mixed = re[x] * re[y] + im[x] * im[y];
    return xx.re[order] * (re[x] ** 2 + im[x] ** 2) + 2 * xy.re[order] * mixed + yy.re[order] * (re[y] ** 2 + im[y] ** 2);
  });
}
