import { type ComplexMatrix, zeros } from '../../numerics/matrix';
import { applyBlockDiagonal } from '../basis/block-diagonal';
import type { DiffractionOrders } from '../basis/orders';
import type { HalfSpace } from '../layer/half-space';
import { isStriped, type OpticalProblem } from '../problem/problem';

/**
 * Rounding errors seen by reciprocity: what source 1 gives at source 2 is what source 2 gives at source 1 (Lorentz; Eq. 14
 * of README.md), and nothing in the solver makes it so but exactness.
 */

/** Above this, single precision is taken to be too coarse. */
export const largestReciprocityError = 2e-6;

/**
 * Whether errors of single precision break the reciprocity that `reciprocityError` looks at. Not at oblique incidence, where the
 * reciprocal problem is another one; not where both polarisations do not mix, in stripes and uniform layers; and too little
 * at the resonances of lossless layers.
 */
export function reciprocitySeesErrors({ theta, phases, pattern }: OpticalProblem): boolean {
  return theta === 0 && !isStriped(pattern) && phases.some(([, k], phase) => k > 0 && pattern.values.includes(phase));
}

/**
 * The sources at the cover's face of two incident waves and of a probe, which tells errors of patterns whose symmetry
 * hides them from the waves: a source of about a wave's size on all orders that are not near their Rayleigh points.
 */
export function probedSource(incident: ComplexMatrix, cover: HalfSpace, { harmonics }: DiffractionOrders): ComplexMatrix {
  const fields = zeros(incident.rows, 3, incident.precision);
  for (let row = 0; row < incident.rows; row++) {
    for (let column = 0; column < 2; column++) fields.re[3 * row + column] = 2 * incident.re[2 * row + column];
  }
  const source = zeros(incident.rows, 3, incident.precision);
  applyBlockDiagonal(cover.admittance, fields, source);
  const near = new Set(cover.rayleigh.map(({ order }) => order));
  const size = (2 * Math.sqrt(cover.permittivity[0])) / Math.sqrt(2 * harmonics);
  for (let row = 0; row < incident.rows; row++) {
    if (near.has(row % harmonics)) continue;
    // Phases without a pattern: the golden angle.
    source.re[3 * row + 2] = size * Math.cos(2.399963 * row);
    source.im[3 * row + 2] = size * Math.sin(2.399963 * row);
  }
  return source;
}

/** Largest difference between a reflection and its reciprocal one, of amplitudes, among the sources of `probedSource`. */
export function reciprocityError(top: ComplexMatrix, source: ComplexMatrix, orders: DiffractionOrders, cover: HalfSpace): number {
  let largest = 0;
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ]) {
    const [there, back] = [couple(top, a, source, b, orders), couple(top, b, source, a, orders)];
    const difference = Math.hypot(there[0] - back[0], there[1] - back[1]) / (2 * Math.sqrt(cover.permittivity[0]));
    // Not Math.max alone: NaN must stay.
    largest = difference > largest || Number.isNaN(difference) ? difference : largest;
  }
  return largest;
}

/** Sum over the orders (m, n) of one column of fields times the source at (−m, −n). */
function couple(
  fields: ComplexMatrix,
  field: number,
  source: ComplexMatrix,
  column: number,
  { harmonics, m, n }: DiffractionOrders,
) {
  const opposite = new Map(Array.from(m, (value, i) => [`${value} ${n[i]}`, i]));
  let [re, im] = [0, 0];
  for (let row = 0; row < 2 * harmonics; row++) {
    const order = row % harmonics;
    const i = 3 * row + field;
    const j = 3 * (opposite.get(`${-m[order]} ${-n[order]}`)! + row - order) + column;
    re += fields.re[i] * source.re[j] - fields.im[i] * source.im[j];
    im += fields.re[i] * source.im[j] + fields.im[i] * source.re[j];
  }
  return [re, im] as const;
}
