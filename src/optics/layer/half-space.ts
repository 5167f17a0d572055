import { type BlockDiagonalMatrix, zeroBlockDiagonal } from '../basis/block-diagonal';
import type { WaveNumbers } from '../basis/orders';

/**
 * Below this |kz| an order counts as near its Rayleigh point, where the admittance ε/kz of its p part grows without bound:
 * it is solved with kz of this size and the phase of `regularPhase`, and the true condition is restored afterwards.
 */
const nearRayleigh = 0.1;
const regularPhase = Math.PI / 4;

/** An order near its Rayleigh point, whose p part was regularised. */
export interface RayleighOrder {
  readonly order: number;
  /** Unit vector of the lateral wave vector: the direction of the p part. */
  readonly direction: readonly [x: number, y: number];
  /** True kz over the regular one, complex. */
  readonly ratio: readonly [re: number, im: number];
  /** Regularised admittance of the p part, complex. */
  readonly admittance: readonly [re: number, im: number];
}

/** A half-space seen by outgoing and evanescent waves: v = Y u, u = (Ex, Ey), v = (Hy, −Hx) (Eq. 6 of README.md). */
export interface HalfSpace {
  readonly waves: WaveNumbers;
  readonly permittivity: readonly [re: number, im: number];
  readonly admittance: BlockDiagonalMatrix;
  readonly rayleigh: readonly RayleighOrder[];
}

/** The square root of re + i im, im >= 0, that is kz of an outgoing or an evanescent wave: neither part is negative. */
export function outgoingRoot(re: number, im: number): [re: number, im: number] {
  const size = Math.hypot(re, im);
  const rootRe = Math.sqrt(Math.max(0, (size + re) / 2));
  const rootIm = Math.sqrt(Math.max(0, (size - re) / 2));
  // The larger part is free of cancellation; the other follows from 2 · rootRe · rootIm = im.
  if (rootRe >= rootIm) return rootRe === 0 ? [0, 0] : [rootRe, im / (2 * rootRe)];
  return [im / (2 * rootIm), rootIm];
}

/** Admittance of a half-space for all orders, regular at Rayleigh points. */
export function halfSpace(permittivity: readonly [re: number, im: number], waves: WaveNumbers): HalfSpace {
  const { kx, ky } = waves;
  const harmonics = kx.length;
  const admittance = zeroBlockDiagonal(harmonics);
  const rayleigh: RayleighOrder[] = [];
  for (let order = 0; order < harmonics; order++) {
    const lateral = Math.hypot(kx[order], ky[order]);
    const direction: [number, number] = lateral > 1e-12 ? [kx[order] / lateral, ky[order] / lateral] : [1, 0];
    const kz = outgoingRoot(permittivity[0] - lateral * lateral, permittivity[1]);
    const near = Math.hypot(...kz) < nearRayleigh;
    const regular: [number, number] = near ? [nearRayleigh * Math.cos(regularPhase), nearRayleigh * Math.sin(regularPhase)] : kz;
    const p = divide(permittivity, regular);
    if (near) rayleigh.push({ order, direction, ratio: divide(kz, regular), admittance: p });
    const [x, y] = direction;
    for (const part of ['re', 'im'] as const) {
      const [ofP, ofS] = part === 're' ? [p[0], kz[0]] : [p[1], kz[1]];
      admittance.xx[part][order] = ofP * x * x + ofS * y * y;
      admittance.xy[part][order] = (ofP - ofS) * x * y;
      admittance.yy[part][order] = ofP * y * y + ofS * x * x;
    }
  }
  return { waves, permittivity, admittance, rayleigh };
}

function divide(a: readonly [number, number], b: readonly [number, number]): [re: number, im: number] {
  const size2 = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / size2, (a[1] * b[0] - a[0] * b[1]) / size2];
}
