import { outgoingRoot } from './half-space';

/** x cot x at points of the rectangle where a rational function is to stand for it. */

/** A rectangle of the complex plane, from ≤ Re t ≤ to and 0 ≤ Im t ≤ loss, with from < 0 < to. */
export interface SpectralRange {
  readonly from: number;
  readonly to: number;
  readonly loss: number;
}

/** Sample points of a fit: N s − D c vanishes where N/D is x cot x. */
export interface Sample {
  readonly tau: readonly [re: number, im: number];
  /** sin x and x cos x, complex, both divided by the square root of |sin x|² + |cos x|². */
  readonly s: readonly [re: number, im: number];
  readonly c: readonly [re: number, im: number];
  /** |t|. */
  readonly size: number;
}

/** Points of the real axis and, where there is loss, of the rectangle's upper edge and right side. */
export function sampleRange({ from, to, loss }: SpectralRange): Sample[] {
  const samples: Sample[] = [];
  const across = 160;
  for (let i = 0; i <= across; i++) {
    const share = i / across;
    // Even steps of x on either side of zero.
    const real = [to * share ** 2, from * share ** 2];
    for (const re of real) {
      samples.push(sampleAt(re, 0, from, to));
      if (loss > 0) samples.push(sampleAt(re, loss, from, to));
    }
    if (loss > 0 && i % 8 === 4) samples.push(sampleAt(to, loss * share, from, to), sampleAt(from, loss * share, from, to));
  }
  return samples;
}

function sampleAt(re: number, im: number, from: number, to: number): Sample {
  const size = Math.hypot(re, im);
  const [x, y] = outgoingRoot(re, im);
  // sin and cos of x + iy divided by exp(y), which cannot overflow.
  const fade = Math.exp(-2 * y);
  const [cosh, sinh] = [(1 + fade) / 2, (1 - fade) / 2];
  const sin = [Math.sin(x) * cosh, Math.cos(x) * sinh];
  const cos = [Math.cos(x) * cosh, -Math.sin(x) * sinh];
  const norm = Math.hypot(...sin, ...cos);
  return {
    tau: [(2 * re - from - to) / (to - from), (2 * im) / (to - from)],
    s: [sin[0] / norm, sin[1] / norm],
    c: [(x * cos[0] - y * cos[1]) / norm, (x * cos[1] + y * cos[0]) / norm],
    size,
  };
}
