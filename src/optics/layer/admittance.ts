import { inFrame, type Precision } from '../../numerics/arena';
import { factorise, solveInPlace } from '../../numerics/lu';
import { addToDiagonal, assign, assignScaled, type ComplexMatrix, combine, copy, reserve, scale } from '../../numerics/matrix';
import { type CotangentAccuracy, cotangentStart, type SpectralRange } from './cotangent-fit';
import { applyP, applyQ, type Layer } from './pq-matrices';
import { spectralRange } from './spectral-range';

/** How good the rational start of κ is. */
const accuracies: Record<Precision, CotangentAccuracy> = {
  f32: { tolerance: 1e-6, roundingFloor: 1e-8, amplification: 125 },
  f64: { tolerance: 1e-11, roundingFloor: 3e-14, amplification: 3e4 },
};

/**
 * κ = −√A cot(√A h) with A = PQ, of which both admittances of a layer follow: at z = h, fields odd in z have u' = −κ u and
 * v = iP⁻¹κ u, fields even in z have u' = A κ⁻¹ u and v = −iQκ⁻¹ u (Eq. 7 of README.md).
 *
 * A rational start for a thinner layer, then Newton's doublings cot 2x = ½(cot x − 1/cot x), which cannot overflow (Eq. 8).
 */
export function layerAdmittance(layer: Layer, q: ComplexMatrix): ComplexMatrix {
  const kappa = reserve(q.rows, q.columns, layer.precision);
  inFrame(() => computeAdmittance(layer, q, kappa, 0));
  return kappa;
}

/** κ of the layer and of its halves, quarters … as far as the rational start, and where the spectrum of A lies. */
export interface AdmittanceLevels {
  readonly range: SpectralRange;
  /** κ for half thicknesses h, h/2, h/4 …: two or more. */
  readonly kappas: readonly ComplexMatrix[];
}

/** Largest |√A| half thickness of the thinnest part but one: fields in its inside grow by the exponential of it. */
const thinEnough = 12;

/** Like `layerAdmittance`, with all that fields inside the layer come of. */
export function admittanceLevels(layer: Layer, q: ComplexMatrix): AdmittanceLevels {
  const kappa = reserve(q.rows, q.columns, layer.precision);
  const lateral = layer.waves.kx.reduce((most, k, i) => Math.max(most, Math.hypot(k, layer.waves.ky[i])), 0);
  const fewest = 1 + Math.max(0, Math.ceil(Math.log2((lateral * layer.half) / thinEnough)));
  const kappas: ComplexMatrix[] = [];
  const range = computeAdmittance(layer, q, kappa, fewest, kappas);
  return { range, kappas: [kappa, ...kappas.reverse()] };
}

/** Computes κ with at least so many doublings; `thinner` gets copies of κ before each. */
function computeAdmittance(
  layer: Layer,
  q: ComplexMatrix,
  kappa: ComplexMatrix,
  fewest: number,
  thinner?: ComplexMatrix[],
): SpectralRange {
  const a = reserve(q.rows, q.columns, layer.precision);
  applyP(layer, q, a);
  const range = spectralRange(a, layer.waves, layer.epsilon);
  const { halvings, fit, fractions } = cotangentStart(range, layer.half, accuracies[layer.precision], fewest);
  const thin = layer.half / 2 ** halvings;
  const { from, to } = fit.range;
  const [stretch, shift] = [(2 * thin * thin) / (to - from), (from + to) / (to - from)];
  const [first, second, third] = [1, 2, 3].map(() => reserve(a.rows, a.columns, layer.precision));
  const series = fractions.map(({ numerator, denominator }, i) => ({
    numerator: { coefficients: numerator, matrix: i === 0 ? kappa : reserve(a.rows, a.columns, layer.precision) },
    denominator: { coefficients: denominator, matrix: reserve(a.rows, a.columns, layer.precision) },
  }));
  const all = series.flatMap(({ numerator, denominator }) => [numerator, denominator]);

  // Chebyshev recurrence T(k+1) = 2 (stretch A − shift) T(k) − T(k−1).
  let [previous, current] = [first, second];
  previous.re.fill(0);
  previous.im.fill(0);
  addToDiagonal(previous, 1);
  assignScaled(current, stretch, a);
  addToDiagonal(current, -shift);
  for (const { coefficients, matrix } of all) {
    assignScaled(matrix, coefficients[1] ?? 0, current);
    addToDiagonal(matrix, coefficients[0]);
  }
  const terms = Math.max(...all.map(({ coefficients }) => coefficients.length));
  for (let k = 2; k < terms; k++) {
    applyQ(layer, current, third);
    applyP(layer, third, third);
    combine(previous, -1, third, 2 * stretch);
    combine(previous, 1, current, -2 * shift);
    [previous, current] = [current, previous];
    for (const { coefficients, matrix } of all) if (k < coefficients.length) combine(matrix, 1, current, coefficients[k]);
  }
  for (const { numerator, denominator } of series) {
    solveInPlace(factorise(denominator.matrix), numerator.matrix);
    if (numerator.matrix !== kappa) combine(kappa, 1, numerator.matrix, 1);
  }
  scale(kappa, -1 / thin);
  for (let i = 0; i < halvings; i++) {
    thinner?.push(copy(kappa));
    assign(first, kappa);
    assign(third, a);
    solveInPlace(factorise(first), third);
    combine(kappa, 0.5, third, -0.5);
  }
  return range;
}
