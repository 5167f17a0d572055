import type { ComplexMatrix } from '../../numerics/matrix';
import { type HalfSpace, outgoingRoot } from '../layer/half-space';

export type Complex = readonly [re: number, im: number];

/**
 * Jones matrix of one diffraction order on one side: `sp` is the s part of what incident p light becomes. The squared size of
 * each is a share of the incident power, so R or T of s light is |ss|² + |ps|². The s direction is (−ky, kx)/|k| of the order's
 * lateral wave vector, the p part is counted by its lateral field along (kx, ky)/|k|, on both sides; of light along z these are
 * (−sin φ, cos φ) and (cos φ, sin φ). Phases are those of the fields on the face to that side, time goes like exp(−iωt), and
 * x = y = 0 is the corner of the pattern.
 */
export interface JonesMatrix {
  readonly ss: Complex;
  readonly sp: Complex;
  readonly ps: Complex;
  readonly pp: Complex;
}

/**
 * The same between circular polarisations: plus is the lateral field p + i s, which turns from p to s, minus is p − i s; `pm` is
 * the plus part of what incident minus light becomes.
 */
export interface CircularMatrix {
  readonly pp: Complex;
  readonly pm: Complex;
  readonly mp: Complex;
  readonly mm: Complex;
}

/**
 * Amplitudes of one order in a half-space.
 *
 * @param fields lateral fields (Ex, Ey) of the outgoing waves, 2N × at least 2, of incident s and p light of unit amplitude
 * @param azimuth of the plane of incidence, radians: names the directions of light along z
 * @param power of the incident light, kz of the zeroth order in the cover
 */
export function jonesMatrix(
  { re, im, offset, stride }: ComplexMatrix,
  order: number,
  { permittivity: [epsilonRe, epsilonIm], waves: { kx, ky } }: HalfSpace,
  azimuth: number,
  power: number,
): JonesMatrix {
  const lateral = Math.hypot(kx[order], ky[order]);
  const [x, y] = lateral > 1e-12 ? [kx[order] / lateral, ky[order] / lateral] : [Math.cos(azimuth), Math.sin(azimuth)];
  const [kzRe, kzIm] = outgoingRoot(epsilonRe - lateral ** 2, epsilonIm);
  const size2 = kzRe ** 2 + kzIm ** 2;
  const ofS = Math.sqrt(kzRe / power);
  // at a Rayleigh point (kz = 0) the p part carries nothing away
  const ofP = size2 > 0 ? Math.sqrt((epsilonRe * kzRe + epsilonIm * kzIm) / size2 / power) : 0;
  const part = (column: number, [a, b]: readonly [number, number], factor: number): Complex => {
    const ofX = offset + order * stride + column;
    const ofY = ofX + kx.length * stride;
    return [factor * (a * re[ofX] + b * re[ofY]), factor * (a * im[ofX] + b * im[ofY])];
  };
  return {
    ss: part(0, [-y, x], ofS),
    sp: part(1, [-y, x], ofS),
    ps: part(0, [x, y], ofP),
    pp: part(1, [x, y], ofP),
  };
}

/** A Jones matrix from the basis of s and p into that of circular polarisations. */
export function inCircularBasis({ ss, sp, ps, pp }: JonesMatrix): CircularMatrix {
  // with e± = (p ± i s)/√2 the element from b to a (both ±1) is (pp + a b ss + i b ps − i a sp)/2
  const element = (a: 1 | -1, b: 1 | -1): Complex => [
    (pp[0] + a * b * ss[0] - b * ps[1] + a * sp[1]) / 2,
    (pp[1] + a * b * ss[1] + b * ps[0] - a * sp[0]) / 2,
  ];
  return { pp: element(1, 1), pm: element(1, -1), mp: element(-1, 1), mm: element(-1, -1) };
}
