import { inFrame, type Precision } from '../numerics/arena';
import { factorise, solveInPlace } from '../numerics/lu';
import {
  addToDiagonal,
  assign,
  assignScaled,
  block,
  type ComplexMatrix,
  combine,
  combineRows,
  copy,
  reserve,
  scale,
  transpose,
  zeros,
} from '../numerics/matrix';
import { accumulateProduct, multiply } from '../numerics/product';
import { type CotangentAccuracy, cotangentStart, type SpectralRange } from './cotangent';
import type { Orders, WaveNumbers } from './orders';
import { waveNumbers } from './orders';
import { type PermittivityMatrices, permittivity, permittivityMatrices } from './permittivity';
import type { OpticalProblem } from './problem';
import { spectralRange } from './spectrum';

/**
 * A patterned layer between z = −h and z = h, lengths in units of wavelength/2π. With u = (Ex, Ey) and v = (Hy, −Hx) of all
 * orders, u' = iPv and v' = iQu; time goes as exp(−iωt).
 */
export interface Layer {
  readonly waves: WaveNumbers;
  readonly permittivity: PermittivityMatrices;
  /** Half the thickness h. */
  readonly half: number;
  /** Permittivities of the phases that the pattern has. */
  readonly epsilon: readonly (readonly [re: number, im: number])[];
  /** Of its matrices and all that comes of them. */
  readonly precision: Precision;
}

/** The layer of a problem in its plane-wave orders. */
export function patternedLayer(problem: OpticalProblem, orders: Orders, precision: Precision): Layer {
  const present = problem.phases.filter((_, phase) => problem.pattern.values.includes(phase));
  return {
    waves: waveNumbers(problem, orders),
    permittivity: permittivityMatrices(problem, orders, precision),
    half: (Math.PI * problem.thickness) / problem.wavelength,
    epsilon: present.map(permittivity),
    precision,
  };
}

/** out ← Q M, Q = [[εx − Ky², Kx Ky], [Kx Ky, εy − Kx²]]. */
export function applyQ({ waves: { kx, ky }, permittivity: { xx, yy } }: Layer, matrix: ComplexMatrix, out: ComplexMatrix): void {
  const count = kx.length;
  for (let x = 0; x < count; x++) {
    const y = x + count;
    const both = kx[x] * ky[x];
    combineRows(out, x, -(ky[x] ** 2), 0, matrix, x, both, 0, matrix, y);
    combineRows(out, y, both, 0, matrix, x, -(kx[x] ** 2), 0, matrix, y);
  }
  const [x, y] = halves(matrix);
  const [outX, outY] = halves(out);
  accumulateProduct(outX, xx, x, 1);
  accumulateProduct(outY, yy, y, 1);
}

/** out ← P M = M − [Kx; Ky] ε⁻¹ [Kx, Ky] M; out may be M. */
export function applyP(
  { waves: { kx, ky }, permittivity: { inverseZz } }: Layer,
  matrix: ComplexMatrix,
  out: ComplexMatrix,
): void {
  const count = kx.length;
  inFrame(() => {
    const divergence = reserve(count, matrix.columns, matrix.precision);
    for (let x = 0; x < count; x++) combineRows(divergence, x, kx[x], 0, matrix, x, ky[x], 0, matrix, x + count);
    const ez = multiply(inverseZz, divergence);
    for (let x = 0; x < count; x++) {
      const y = x + count;
      combineRows(out, x, 1, 0, matrix, x, -kx[x], 0, ez, x);
      combineRows(out, y, 1, 0, matrix, y, -ky[x], 0, ez, x);
    }
  });
}

/** A function that gives P⁻¹ M = M + [Kx; Ky] (ε − Kx² − Ky²)⁻¹ [Kx, Ky] M (Woodbury's formula). */
export function inverseOfP({ waves: { kx, ky }, permittivity: { zz } }: Layer): (matrix: ComplexMatrix) => ComplexMatrix {
  const count = kx.length;
  const system = copy(zz);
  for (let i = 0; i < count; i++) system.re[i * (count + 1)] -= kx[i] ** 2 + ky[i] ** 2;
  const factors = factorise(system);
  return (matrix) => {
    const out = reserve(matrix.rows, matrix.columns, matrix.precision);
    const divergence = reserve(count, matrix.columns, matrix.precision);
    for (let x = 0; x < count; x++) combineRows(divergence, x, kx[x], 0, matrix, x, ky[x], 0, matrix, x + count);
    solveInPlace(factors, divergence);
    for (let x = 0; x < count; x++) {
      const y = x + count;
      combineRows(out, x, 1, 0, matrix, x, kx[x], 0, divergence, x);
      combineRows(out, y, 1, 0, matrix, y, ky[x], 0, divergence, x);
    }
    return out;
  };
}

/** The layer whose P and Q are the transposes of the given one's: the layer that adjoint fields see. */
export function transposedLayer(layer: Layer): Layer {
  const { xx, yy, zz, inverseZz } = layer.permittivity;
  const permittivity = { xx: transpose(xx), yy: transpose(yy), zz: transpose(zz), inverseZz: transpose(inverseZz) };
  return { ...layer, permittivity };
}

/** Q itself, 2 orders × 2 orders. */
export function matrixQ({ waves: { kx, ky }, permittivity: { xx, yy }, precision }: Layer): ComplexMatrix {
  const count = kx.length;
  const out = zeros(2 * count, 2 * count, precision);
  assign(block(out, 0, 0, count, count), xx);
  assign(block(out, count, count, count, count), yy);
  for (let i = 0; i < count; i++) {
    const [top, bottom] = [i * 2 * count + i, (i + count) * 2 * count + i];
    out.re[top] -= ky[i] ** 2;
    out.re[top + count] += kx[i] * ky[i];
    out.re[bottom] += kx[i] * ky[i];
    out.re[bottom + count] -= kx[i] ** 2;
  }
  return out;
}

const accuracies: Record<Precision, CotangentAccuracy> = {
  f32: { tolerance: 1e-6, roundingFloor: 1e-8, amplification: 100 },
  f64: { tolerance: 1e-11, roundingFloor: 3e-14, amplification: 3e4 },
};

/**
 * κ = −√A cot(√A h) with A = PQ: at z = h, fields odd in z have u' = −κ u and fields even in z have u' = A κ⁻¹ u.
 *
 * A rational start for a thinner layer, then Newton's doublings cot 2x = ½(cot x − 1/cot x), which cannot overflow.
 */
export function oddFieldMatrix(layer: Layer, q: ComplexMatrix): ComplexMatrix {
  const kappa = reserve(q.rows, q.columns, layer.precision);
  inFrame(() => computeOddField(layer, q, kappa, 0));
  return kappa;
}

/** κ of the layer and of its halves, quarters … as far as the rational start, and where the spectrum of A lies. */
export interface OddFieldLevels {
  readonly range: SpectralRange;
  /** κ for half thicknesses h, h/2, h/4 …: two or more. */
  readonly kappas: readonly ComplexMatrix[];
}

/** Largest |√A| half thickness of the thinnest part but one: fields in its inside grow by the exponential of it. */
const thinEnough = 12;

/** Like `oddFieldMatrix`, with all that fields inside the layer come of. */
export function oddFieldLevels(layer: Layer, q: ComplexMatrix): OddFieldLevels {
  const kappa = reserve(q.rows, q.columns, layer.precision);
  const lateral = layer.waves.kx.reduce((most, k, i) => Math.max(most, Math.hypot(k, layer.waves.ky[i])), 0);
  const fewest = 1 + Math.max(0, Math.ceil(Math.log2((lateral * layer.half) / thinEnough)));
  const kappas: ComplexMatrix[] = [];
  const range = computeOddField(layer, q, kappa, fewest, kappas);
  return { range, kappas: [kappa, ...kappas.reverse()] };
}

/** Computes κ with at least so many doublings; `thinner` gets copies of κ before each. */
function computeOddField(
  layer: Layer,
  q: ComplexMatrix,
  kappa: ComplexMatrix,
  fewest: number,
  thinner?: ComplexMatrix[],
): SpectralRange {
  const a = reserve(q.rows, q.columns, layer.precision);
  applyP(layer, q, a);
  const range = spectralRange(a, layer.waves, layer.epsilon);
  const { halvings, fit } = cotangentStart(range, layer.half, accuracies[layer.precision], fewest);
  const thin = layer.half / 2 ** halvings;
  const { from, to } = fit.range;
  const [stretch, shift] = [(2 * thin * thin) / (to - from), (from + to) / (to - from)];
  const [first, second, third] = [1, 2, 3].map(() => reserve(a.rows, a.columns, layer.precision));
  const denominator = reserve(a.rows, a.columns, layer.precision);

  // Chebyshev recurrence T(k+1) = 2 (stretch A − shift) T(k) − T(k−1).
  let [previous, current] = [first, second];
  previous.re.fill(0);
  previous.im.fill(0);
  addToDiagonal(previous, 1);
  assignScaled(current, stretch, a);
  addToDiagonal(current, -shift);
  startSeries(kappa, fit.numerator, current);
  startSeries(denominator, fit.denominator, current);
  for (let k = 2; k < fit.numerator.length; k++) {
    applyQ(layer, current, third);
    applyP(layer, third, third);
    combine(previous, -1, third, 2 * stretch);
    combine(previous, 1, current, -2 * shift);
    [previous, current] = [current, previous];
    combine(kappa, 1, current, fit.numerator[k]);
    combine(denominator, 1, current, fit.denominator[k]);
  }
  solveInPlace(factorise(denominator), kappa);
  scale(kappa, -1 / thin);
  for (let i = 0; i < halvings; i++) {
    thinner?.push(copy(kappa));
    assign(denominator, kappa);
    assign(third, a);
    solveInPlace(factorise(denominator), third);
    combine(kappa, 0.5, third, -0.5);
  }
  return range;
}

function startSeries(series: ComplexMatrix, coefficients: Float64Array, first: ComplexMatrix): void {
  assignScaled(series, coefficients[1], first);
  addToDiagonal(series, coefficients[0]);
}

function halves(matrix: ComplexMatrix): [upper: ComplexMatrix, lower: ComplexMatrix] {
  const rows = matrix.rows / 2;
  return [block(matrix, 0, 0, rows, matrix.columns), block(matrix, rows, 0, rows, matrix.columns)];
}
