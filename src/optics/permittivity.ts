import { invert } from '../numerics/lu';
import { type ComplexMatrix, zeros } from '../numerics/matrix';
import { type ComplexVector, transformPixels } from './fourier';
import type { Orders } from './orders';
import type { OpticalProblem, RefractiveIndex } from './problem';

/** What a patterned layer does to the field's Fourier coefficients; each matrix is orders × orders. */
export interface PermittivityMatrices {
  /** From Ex to Dx. */
  readonly xx: ComplexMatrix;
  /** From Ey to Dy. */
  readonly yy: ComplexMatrix;
  /** From Dz to Ez. */
  readonly inverseZz: ComplexMatrix;
}

/** (n + ik)². */
export function permittivity([n, k]: RefractiveIndex): [re: number, im: number] {
  return [n * n - k * k, 2 * n * k];
}

/**
 * The permittivity matrices of a problem's pattern. Rule 'laurent' takes the Toeplitz matrix of ε for both field
 * components; 'li' is exact at the pixels' walls in the limit (Li 1997, J. Opt. Soc. Am. A 14, 2758).
 */
export function permittivityMatrices(problem: OpticalProblem, orders: Orders): PermittivityMatrices {
  const { pattern, rule } = problem;
  const { width, height } = pattern;
  const values = pattern.values;
  const epsilon = problem.phases.map(permittivity);
  const [reachM, reachN] = orders.reach;
  const pixels: ComplexVector = {
    re: Float64Array.from(values, (phase) => epsilon[phase][0]),
    im: Float64Array.from(values, (phase) => epsilon[phase][1]),
  };
  // Along y first, then the outcome, transposed, along x: coefficient (m, n) ends at m · (4 reachN + 1) + n.
  const alongY = transformPixels(pixels, height, width, 2 * reachN);
  const columns = 4 * reachN + 1;
  const coefficients = transformPixels(transposed(alongY, columns, width), width, columns, 2 * reachM);
  const toeplitz = toeplitzMatrix(coefficients, orders);
  if (rule === 'laurent') return { xx: toeplitz, yy: toeplitz, inverseZz: invert(toeplitz) };

  const turned = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = values[y * width + x];
  const turnedOrders: Orders = { ...orders, m: orders.n, n: orders.m, reach: [reachN, reachM] };
  return {
    xx: normalRule(values, width, height, epsilon, orders),
    yy: normalRule(turned, height, width, epsilon, turnedOrders),
    inverseZz: invert(toeplitz),
  };
}

/**
 * Li's rule for the field component along x: in each row of pixels the inverse of the Toeplitz matrix of 1/ε along x
 * (D is continuous across its walls), and the usual product along y.
 */
function normalRule(
  values: Uint8Array,
  width: number,
  height: number,
  epsilon: readonly (readonly [number, number])[],
  { count, m, n, reach }: Orders,
): ComplexMatrix {
  const [reachM, reachN] = reach;
  const size = 2 * reachM + 1;
  const series = size * size;
  const rows: ComplexVector = { re: new Float64Array(height * series), im: new Float64Array(height * series) };
  const seen = new Map<string, ComplexMatrix>();
  for (let y = 0; y < height; y++) {
    const row = values.subarray(y * width, (y + 1) * width);
    const key = row.join();
    const inverse = seen.get(key) ?? invert(reciprocalToeplitz(row, epsilon, reachM));
    seen.set(key, inverse);
    rows.re.set(inverse.re, y * series);
    rows.im.set(inverse.im, y * series);
  }
  const alongY = transformPixels(rows, height, series, 2 * reachN);
  const matrix = zeros(count, count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const from = (n[i] - n[j] + 2 * reachN) * series + (m[i] + reachM) * size + m[j] + reachM;
      matrix.re[i * count + j] = alongY.re[from];
      matrix.im[i * count + j] = alongY.im[from];
    }
  }
  return matrix;
}

/** The Toeplitz matrix of 1/ε along one row of pixels, for orders −reach … reach. */
function reciprocalToeplitz(row: Uint8Array, epsilon: readonly (readonly [number, number])[], reach: number): ComplexMatrix {
  const reciprocal = epsilon.map(([re, im]) => [re / (re * re + im * im), -im / (re * re + im * im)]);
  const values = {
    re: Float64Array.from(row, (phase) => reciprocal[phase][0]),
    im: Float64Array.from(row, (phase) => reciprocal[phase][1]),
  };
  const coefficients = transformPixels(values, row.length, 1, 2 * reach);
  const size = 2 * reach + 1;
  const matrix = zeros(size, size);
  for (let i = 0; i < size; i++) {
    const from = 2 * reach + i;
    for (let j = 0; j < size; j++) {
      matrix.re[i * size + j] = coefficients.re[from - j];
      matrix.im[i * size + j] = coefficients.im[from - j];
    }
  }
  return matrix;
}

function toeplitzMatrix(coefficients: ComplexVector, { count, m, n, reach }: Orders): ComplexMatrix {
  const [reachM, reachN] = reach;
  const columns = 4 * reachN + 1;
  const matrix = zeros(count, count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const from = (m[i] - m[j] + 2 * reachM) * columns + n[i] - n[j] + 2 * reachN;
      matrix.re[i * count + j] = coefficients.re[from];
      matrix.im[i * count + j] = coefficients.im[from];
    }
  }
  return matrix;
}

function transposed(values: ComplexVector, rows: number, columns: number): ComplexVector {
  const re = new Float64Array(values.re.length);
  const im = new Float64Array(values.im.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      re[column * rows + row] = values.re[row * columns + column];
      im[column * rows + row] = values.im[row * columns + column];
    }
  }
  return { re, im };
}
