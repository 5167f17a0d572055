import { factorise, solveInPlace, solveTransposedInPlace } from '../numerics/lu';
import { assign, block, type ComplexMatrix, combine, combineComplex, copy, reserve, transpose, zeros } from '../numerics/matrix';
import { multiply } from '../numerics/product';
import type { FaceFields } from './boundary';
import type { SpectralRange } from './cotangent';
import { applyP, applyQ, inverseOfP, type Layer, type OddFieldLevels, transposedLayer } from './layer';

/**
 * Fields inside a layer from those on its faces. The layer is halved as often as its κ was doubled but once: the field on
 * the plane between two halves is (κ(h/2) − κ(h)) κ(h)⁻¹ times the even part, which cannot lose digits to growing waves.
 * Inside a part, u = cos(√A z) a + sin(√A z)/√A b with A = PQ, by one Chebyshev recurrence for all planes.
 */
export interface InteriorFields {
  /** Parts that the layer is cut into, from the cover to the substrate. */
  readonly parts: number;
  /** Half the thickness of a part, in units of wavelength/2π. */
  readonly half: number;
  /** (Ex, Ey) of all orders: the column of plane i, part j and source k is (i · parts + j) · sources + k. */
  readonly u: ComplexMatrix;
  /** (Hy, −Hx), likewise. */
  readonly v: ComplexMatrix;
}

/**
 * The fields in each part of a layer on planes at `heights` times half the part's thickness, −1 … 1 from cover to substrate.
 * With `adjoint`, those of the layer with P and Q transposed, made of the same κ.
 */
export function fieldsInside(
  layer: Layer,
  { kappas, range }: OddFieldLevels,
  faces: FaceFields,
  heights: readonly number[],
  adjoint: boolean,
): InteriorFields {
  const seen = adjoint ? transposedLayer(layer) : layer;
  const invertP = inverseOfP(seen);
  // Any function of PᵀQᵀ is Pᵀ f(PQ)ᵀ P⁻ᵀ.
  const apply = (matrix: ComplexMatrix, field: ComplexMatrix) => {
    if (!adjoint) return multiply(matrix, field);
    const out = multiply(transpose(matrix), invertP(field));
    applyP(seen, out, out);
    return out;
  };
  const applyInverse = (kappa: ComplexMatrix, field: ComplexMatrix) => {
    const factors = factorise(copy(kappa));
    if (!adjoint) return solveInPlace(factors, copy(field));
    const out = solveTransposedInPlace(factors, invertP(field));
    applyP(seen, out, out);
    return out;
  };

  let planes = [faces.top, faces.bottom];
  const sources = faces.top.columns;
  const halvings = kappas.length - 1;
  for (let level = 0; ; level++) {
    const upper = joinColumns(planes.slice(0, -1));
    const lower = joinColumns(planes.slice(1));
    const even = copy(lower);
    combine(even, 0.5, upper, 0.5);
    const step = copy(kappas[level + 1]);
    combine(step, 1, kappas[level], -1);
    const middle = apply(step, applyInverse(kappas[level], even));
    const parts = planes.length - 1;
    if (level === halvings - 1) {
      combine(lower, 0.5, upper, -0.5);
      const slope = apply(step, lower);
      combine(slope, -1, slope, 0);
      const half = layer.half / 2 ** level;
      return { parts, half, ...evaluate(seen, invertP, range, half, middle, slope, heights) };
    }
    planes = planes.flatMap((plane, i) => (i < parts ? [plane, block(middle, 0, i * sources, middle.rows, sources)] : [plane]));
  }
}

/** u and v on all planes from u (a) and u' (b) in the middle of each part. */
function evaluate(
  layer: Layer,
  invertP: (matrix: ComplexMatrix) => ComplexMatrix,
  range: SpectralRange,
  half: number,
  a: ComplexMatrix,
  b: ComplexMatrix,
  heights: readonly number[],
): { u: ComplexMatrix; v: ComplexMatrix } {
  const { rows, columns } = a;
  // Planes on either side of the middle share their sums: cosines are even, sines odd.
  const distances = [...new Set(heights.map(Math.abs))];
  const series = distances.map((distance) => waveSeries(range, distance * half));
  const terms = Math.max(...series.map(({ cosine }) => cosine.length));
  const [cosineA, sineA, cosineB, sineB] = [1, 2, 3, 4].map(() => zeros(rows, columns * distances.length));
  const [stretch, shift] = [2 / (range.to - range.from), (range.from + range.to) / (range.to - range.from)];
  // Chebyshev recurrence T(k+1) = 2 (stretch A − shift) T(k) − T(k−1), for a and b side by side.
  let current = joinColumns([a, b]);
  let previous = zeros(rows, 2 * columns);
  const [first, next] = [reserve(rows, 2 * columns), reserve(rows, 2 * columns)];
  for (let k = 0; k < terms; k++) {
    const [ofA, ofB] = [block(current, 0, 0, rows, columns), block(current, 0, columns, rows, columns)];
    series.forEach((plane, i) => {
      if (k >= plane.cosine.length) return;
      const at = (matrix: ComplexMatrix) => block(matrix, 0, i * columns, rows, columns);
      combine(at(cosineA), 1, ofA, plane.cosine[k]);
      combine(at(sineA), 1, ofA, plane.sine[k]);
      combine(at(cosineB), 1, ofB, plane.cosine[k]);
      combine(at(sineB), 1, ofB, plane.sine[k]);
    });
    applyQ(layer, current, first);
    applyP(layer, first, next);
    const factor = k === 0 ? 1 : 2;
    combine(previous, -1, next, factor * stretch);
    combine(previous, 1, current, -factor * shift);
    [previous, current] = [current, previous];
  }
  // Of cos(√A z) a: v = iQ sin(√A z)/√A a. Of sin(√A z)/√A b: v = −i P⁻¹ cos(√A z) b.
  const ofA = reserve(rows, columns * distances.length);
  applyQ(layer, sineA, ofA);
  const ofB = invertP(cosineB);
  const [u, v] = [1, 2].map(() => reserve(rows, columns * heights.length));
  heights.forEach((height, i) => {
    const side = Math.sign(height);
    const from = columns * distances.indexOf(Math.abs(height));
    const at = (matrix: ComplexMatrix) => block(matrix, 0, from, rows, columns);
    combineComplex(block(u, 0, i * columns, rows, columns), [1, 0], at(cosineA), [side, 0], at(sineB));
    combineComplex(block(v, 0, i * columns, rows, columns), [0, side], at(ofA), [0, -1], at(ofB));
  });
  return { u, v };
}

interface WaveSeries {
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
}

const knownSeries = new Map<string, WaveSeries>();
/** Like problems share their series; of very many unlike ones the oldest are forgotten. */
const mostSeries = 2000;

function waveSeries(range: SpectralRange, z: number): WaveSeries {
  const key = JSON.stringify([range, z]);
  const series = knownSeries.get(key) ?? computeWaveSeries(range, z);
  knownSeries.set(key, series);
  if (knownSeries.size > mostSeries) knownSeries.delete(knownSeries.keys().next().value!);
  return series;
}

/** Points of the ellipse, and cosines of all multiples of half the angle between them. */
const points = 256;
const cosines = Float64Array.from({ length: 2 * points }, (_, i) => Math.cos((Math.PI * i) / points));

/**
 * Chebyshev series of cos(√t z) and sin(√t z)/√t on the range. The coefficients are integrals along the ellipse around it
 * on which the series has to converge, so that even the smallest are as exact as the sum needs.
 */
function computeWaveSeries({ from, to, loss }: SpectralRange, z: number): WaveSeries {
  const off = (2 * loss) / (to - from);
  const radius = off + Math.sqrt(1 + off * off);
  const [cosine, sine] = [new Float64Array(points / 2), new Float64Array(points / 2)];
  for (let i = 0; i < points; i++) {
    const angle = (2 * Math.PI * (i + 0.5)) / points;
    const x = ((radius + 1 / radius) / 2) * Math.cos(angle);
    const y = ((radius - 1 / radius) / 2) * Math.sin(angle);
    const [c, s] = waves((from + to + (to - from) * x) / 2, ((to - from) * y) / 2, z);
    for (let k = 0; k < points / 2; k++) {
      const turn = (k * (2 * i + 1)) % (2 * points);
      const [re, im] = [cosines[turn], -cosines[(turn + (3 * points) / 2) % (2 * points)]];
      const weight = (k === 0 ? 1 : 2) / points;
      cosine[k] += weight * (c[0] * re - c[1] * im);
      sine[k] += weight * (s[0] * re - s[1] * im);
    }
  }
  // As yet times the radius to the power of k, which is how much polynomial k may grow.
  const largest = [cosine, sine].map((series) => series.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300));
  const small = (k: number) => Math.abs(cosine[k]) < 1e-15 * largest[0] && Math.abs(sine[k]) < 1e-15 * largest[1];
  let terms = 2;
  while (terms < points / 2 - 1 && !(small(terms) && small(terms + 1))) terms++;
  const scaled = (series: Float64Array) => series.slice(0, terms).map((value, k) => value * radius ** -k);
  return { cosine: scaled(cosine), sine: scaled(sine) };
}

/** cos(√t z) and sin(√t z)/√t of a complex t. */
function waves(re: number, im: number, z: number): [cosine: [number, number], sine: [number, number]] {
  const size = Math.hypot(re, im);
  const x = Math.sqrt(Math.max(0, (size + re) / 2));
  const y = Math.sign(im) * Math.sqrt(Math.max(0, (size - re) / 2)) || Math.sqrt(Math.max(0, (size - re) / 2));
  const [cosh, sinh] = [Math.cosh(y * z), Math.sinh(y * z)];
  const cosine: [number, number] = [Math.cos(x * z) * cosh, -Math.sin(x * z) * sinh];
  if (size * z * z < 1e-16) return [cosine, [z, 0]];
  const sine = [Math.sin(x * z) * cosh, Math.cos(x * z) * sinh];
  return [cosine, [(sine[0] * x + sine[1] * y) / size, (sine[1] * x - sine[0] * y) / size]];
}

/** Matrices of as many rows side by side. */
export function joinColumns(matrices: readonly ComplexMatrix[]): ComplexMatrix {
  const columns = matrices.reduce((sum, matrix) => sum + matrix.columns, 0);
  const joined = reserve(matrices[0].rows, columns, matrices[0].precision);
  let column = 0;
  for (const matrix of matrices) {
    assign(block(joined, 0, column, matrix.rows, matrix.columns), matrix);
    column += matrix.columns;
  }
  return joined;
}
