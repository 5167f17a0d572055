import { inFrame, type Precision } from '../numerics/arena';
import { invert } from '../numerics/lu';
import { type ComplexMatrix, reserve } from '../numerics/matrix';
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
export function permittivityMatrices(
  { pattern, phases, rule }: OpticalProblem,
  orders: Orders,
  precision: Precision,
): PermittivityMatrices {
  const { width, height, values } = pattern;
  const epsilon = phases.map(permittivity);
  const [reachM, reachN] = orders.reach;
  // Along y first, then the outcome, transposed, along x: coefficient (m, n) ends at m · (4 reachN + 1) + n.
  const alongY = transformPixels(pixelValues(values, epsilon), height, width, 2 * reachN);
  const columns = 4 * reachN + 1;
  const coefficients = transformPixels(transposed(alongY, columns, width), width, columns, 2 * reachM);
  const toeplitz = toeplitzMatrix(coefficients, orders, precision);
  if (rule === 'laurent') return { xx: toeplitz, yy: toeplitz, inverseZz: invert(toeplitz) };

  const turned = new Uint8Array(values.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) turned[x * height + y] = values[y * width + x];
  const turnedOrders: Orders = { ...orders, m: orders.n, n: orders.m, reach: [reachN, reachM] };
  return {
    xx: normalRule(turned, width, height, epsilon, orders, precision),
    yy: normalRule(values, height, width, epsilon, turnedOrders, precision),
    inverseZz: invert(toeplitz),
  };
}

/**
 * Li's rule for the field component along lines of pixels: in each line the inverse of the Toeplitz matrix of 1/ε along it
 * (D is continuous across its walls), and the usual product across the lines. Pixel p of line l is at p · lines + l; orders
 * m run along the lines, n across.
 */
function normalRule(
  values: Uint8Array,
  pixels: number,
  lines: number,
  epsilon: readonly (readonly [number, number])[],
  { count, m, n, reach }: Orders,
  precision: Precision,
): ComplexMatrix {
  const [reachM, reachN] = reach;
  const size = 2 * reachM + 1;
  const series = size * size;
  const reciprocal = epsilon.map(([re, im]): [number, number] => {
    const size2 = re * re + im * im;
    return [re / size2, -im / size2];
  });
  const coefficients = transformPixels(pixelValues(values, reciprocal), pixels, lines, 2 * reachM);
  const inverses: ComplexVector = { re: new Float64Array(lines * series), im: new Float64Array(lines * series) };
  const seen = new Map<string, number>();
  for (let line = 0; line < lines; line++) {
    let key = '';
    for (let i = line; i < values.length; i += lines) key += `${values[i]} `;
    const known = seen.get(key) ?? line;
    seen.set(key, known);
    if (known < line) {
      inverses.re.copyWithin(line * series, known * series, (known + 1) * series);
      inverses.im.copyWithin(line * series, known * series, (known + 1) * series);
      continue;
    }
    inFrame(() => {
      const inverse = invert(lineToeplitz(coefficients, lines, line, size));
      inverses.re.set(inverse.re, line * series);
      inverses.im.set(inverse.im, line * series);
    });
  }
  const across = transformPixels(inverses, lines, series, 2 * reachN);
  const matrix = reserve(count, count, precision);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const from = (n[i] - n[j] + 2 * reachN) * series + (m[i] + reachM) * size + m[j] + reachM;
      matrix.re[i * count + j] = across.re[from];
      matrix.im[i * count + j] = across.im[from];
    }
  }
  return matrix;
}

/** The size × size Toeplitz matrix of one line's coefficients. */
function lineToeplitz({ re, im }: ComplexVector, lines: number, line: number, size: number): ComplexMatrix {
  const matrix = reserve(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const from = (size - 1 + i - j) * lines + line;
      matrix.re[i * size + j] = re[from];
      matrix.im[i * size + j] = im[from];
    }
  }
  return matrix;
}

function pixelValues(values: Uint8Array, ofPhase: readonly (readonly [number, number])[]): ComplexVector {
  return {
    re: Float64Array.from(values, (phase) => ofPhase[phase][0]),
    im: Float64Array.from(values, (phase) => ofPhase[phase][1]),
  };
}

function toeplitzMatrix(coefficients: ComplexVector, { count, m, n, reach }: Orders, precision: Precision): ComplexMatrix {
  const [reachM, reachN] = reach;
  const columns = 4 * reachN + 1;
  const matrix = reserve(count, count, precision);
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
