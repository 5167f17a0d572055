import { solve } from '../numerics/lu';
import { addToDiagonal, assign, block, type ComplexMatrix, combine, copy, scale, zeros } from '../numerics/matrix';
import { accumulateProduct, multiply } from '../numerics/product';
import { cotangentStart } from './cotangent';
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
}

/** The layer of a problem in its plane-wave orders. */
export function patternedLayer(problem: OpticalProblem, orders: Orders): Layer {
  const present = problem.phases.filter((_, phase) => problem.pattern.values.includes(phase));
  return {
    waves: waveNumbers(problem, orders),
    permittivity: permittivityMatrices(problem, orders),
    half: (Math.PI * problem.thickness) / problem.wavelength,
    epsilon: present.map(permittivity),
  };
}

/** Q M = [[εx − Ky², Kx Ky], [Kx Ky, εy − Kx²]] M. */
export function applyQ({ waves: { kx, ky }, permittivity: { xx, yy } }: Layer, matrix: ComplexMatrix): ComplexMatrix {
  const count = kx.length;
  const { columns } = matrix;
  const out = zeros(2 * count, columns);
  const [x, y] = halves(matrix);
  const [outX, outY] = halves(out);
  accumulateProduct(outX, xx, x, 1);
  accumulateProduct(outY, yy, y, 1);
  for (const part of ['re', 'im'] as const) {
    const [from, to] = [matrix[part], out[part]];
    for (let order = 0; order < count; order++) {
      for (let column = 0; column < columns; column++) {
        const i = matrix.offset + order * matrix.stride + column;
        const curl = kx[order] * from[i + count * matrix.stride] - ky[order] * from[i];
        to[order * columns + column] += ky[order] * curl;
        to[(order + count) * columns + column] -= kx[order] * curl;
      }
    }
  }
  return out;
}

/** P M = M − [Kx; Ky] ε⁻¹ [Kx, Ky] M. */
export function applyP({ waves: { kx, ky }, permittivity: { inverseZz } }: Layer, matrix: ComplexMatrix): ComplexMatrix {
  const count = kx.length;
  const { columns } = matrix;
  const divergence = zeros(count, columns);
  for (const part of ['re', 'im'] as const) {
    const from = matrix[part];
    for (let order = 0; order < count; order++) {
      for (let column = 0; column < columns; column++) {
        const i = matrix.offset + order * matrix.stride + column;
        divergence[part][order * columns + column] = kx[order] * from[i] + ky[order] * from[i + count * matrix.stride];
      }
    }
  }
  const ez = multiply(inverseZz, divergence);
  const out = copy(matrix);
  for (const part of ['re', 'im'] as const) {
    for (let order = 0; order < count; order++) {
      for (let column = 0; column < columns; column++) {
        const value = ez[part][order * columns + column];
        out[part][order * columns + column] -= kx[order] * value;
        out[part][(order + count) * columns + column] -= ky[order] * value;
      }
    }
  }
  return out;
}

/** Q itself, 2 orders × 2 orders. */
export function matrixQ({ waves: { kx, ky }, permittivity: { xx, yy } }: Layer): ComplexMatrix {
  const count = kx.length;
  const out = zeros(2 * count, 2 * count);
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

/**
 * κ = −√A cot(√A h) with A = PQ: at z = h, fields odd in z have u' = −κ u and fields even in z have u' = A κ⁻¹ u.
 *
 * A rational start for a thinner layer, then Newton's doublings cot 2x = ½(cot x − 1/cot x), which cannot overflow.
 */
export function oddFieldMatrix(layer: Layer, q: ComplexMatrix): ComplexMatrix {
  const a = applyP(layer, q);
  const { halvings, fit } = cotangentStart(spectralRange(a, layer.waves, layer.epsilon), layer.half);
  const thin = layer.half / 2 ** halvings;
  const { from, to } = fit.range;
  const [stretch, shift] = [(2 * thin * thin) / (to - from), (from + to) / (to - from)];

  // Chebyshev recurrence T(k+1) = 2 (stretch A − shift) T(k) − T(k−1).
  let current = copy(a);
  scale(current, stretch);
  addToDiagonal(current, -shift);
  let previous = zeros(a.rows, a.columns);
  addToDiagonal(previous, 1);
  const numerator = seriesStart(fit.numerator, current);
  const denominator = seriesStart(fit.denominator, current);
  for (let k = 2; k < fit.numerator.length; k++) {
    const next = applyP(layer, applyQ(layer, current));
    combine(next, 2 * stretch, current, -2 * shift);
    combine(next, 1, previous, -1);
    combine(numerator, 1, next, fit.numerator[k]);
    combine(denominator, 1, next, fit.denominator[k]);
    [previous, current] = [current, next];
  }
  let kappa = solve(denominator, numerator);
  scale(kappa, -1 / thin);
  for (let i = 0; i < halvings; i++) {
    const next = solve(kappa, a);
    combine(next, -0.5, kappa, 0.5);
    kappa = next;
  }
  return kappa;
}

function seriesStart(coefficients: Float64Array, first: ComplexMatrix): ComplexMatrix {
  const series = copy(first);
  scale(series, coefficients[1]);
  addToDiagonal(series, coefficients[0]);
  return series;
}

function halves(matrix: ComplexMatrix): [upper: ComplexMatrix, lower: ComplexMatrix] {
  const rows = matrix.rows / 2;
  return [block(matrix, 0, 0, rows, matrix.columns), block(matrix, rows, 0, rows, matrix.columns)];
}
