import { factorise, solveInPlace, solveTransposedInPlace } from '../../numerics/lu';
import {
  assign,
  block,
  type ComplexMatrix,
  combine,
  combineComplex,
  copy,
  reserve,
  transpose,
  zeros,
} from '../../numerics/matrix';
import { multiply } from '../../numerics/product';
import type { AdmittanceLevels } from '../layer/admittance';
import { chebyshevWaves } from '../layer/chebyshev-waves';
import type { SpectralRange } from '../layer/cotangent-fit';
import { applyP, applyQ, inverseOfP, type Layer, transposedLayer } from '../layer/pq-matrices';
import type { FaceFields } from '../solver/rayleigh';

/**
 * Fields inside a layer from those on its faces. The layer is halved as often as its κ was doubled but once: the field on
 * the plane between two halves is (κ(h/2) − κ(h)) κ(h)⁻¹ times the even part, which cannot lose digits to growing waves.
 * Inside a part, u = cos(√A z) a + sin(√A z)/√A b with A = PQ, by one Chebyshev recurrence for all planes (Eq. 16 of
 * README.md).
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
  { kappas, range }: AdmittanceLevels,
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
  const series = distances.map((distance) => chebyshevWaves(range, distance * half));
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
