import { inFrame, type Precision } from '../../numerics/arena';
import { invert } from '../../numerics/lu';
import { assign, block, type ComplexMatrix, reserve, transpose } from '../../numerics/matrix';
import type { OpticalProblem, RefractiveIndex } from '../problem/problem';
import { fillToeplitz, imageCoefficients, pixelValues, reciprocalOf } from './convolution';
import { fourierCoefficients } from './fourier';
import type { DiffractionOrders } from './orders';
import { lateralPermittivity, vectorRule } from './vector-rule';

/** What a patterned layer does to the field's Fourier coefficients; each matrix is N × N. */
export interface PermittivityMatrices {
  /** From Ex to Dx. */
  readonly xx: ComplexMatrix;
  /** From Ey to Dy. */
  readonly yy: ComplexMatrix;
  /** From Ey to Dx and from Ex to Dy, which are alike; absent where the rule does not mix them. */
  readonly xy?: ComplexMatrix;
  /** From Ez to Dz, and back. */
  readonly zz: ComplexMatrix;
  readonly inverseZz: ComplexMatrix;
}

/** (n + ik)². */
export function permittivity([n, k]: RefractiveIndex): [re: number, im: number] {
  return [n * n - k * k, 2 * n * k];
}

/**
 * The permittivity matrices of a problem's pattern (Eq. 5 of README.md). Rule 'laurent' takes the Toeplitz matrix of ε for
 * both field components; 'li', Li's inverse rule, is exact at the pixels' walls in the limit (Li 1997, J. Opt. Soc. Am. A 14,
 * 2758); 'vector' takes the walls for smooth lines and Li's rule along their normals (Eq. 18).
 */
export function permittivityMatrices(
  { pattern: { width, height, values }, phases, rule, period }: OpticalProblem,
  orders: DiffractionOrders,
  precision: Precision,
): PermittivityMatrices {
  const epsilon = phases.map(permittivity);
  const { harmonics } = orders;
  const [xx, yy, zz, inverseZz] = [1, 2, 3, 4].map(() => reserve(harmonics, harmonics, precision));
  const xy = rule === 'vector' ? reserve(harmonics, harmonics, precision) : undefined;
  inFrame(() => {
    const [reachM, reachN] = orders.reach;
    const image = imageCoefficients(pixelValues(values, height, width, epsilon), orders);
    fillToeplitz(zz, image, orders);
    assign(inverseZz, invert(zz));
    if (rule === 'laurent') {
      assign(xx, zz);
      assign(yy, zz);
      return;
    }
    const reciprocal = pixelValues(values, height, width, epsilon.map(reciprocalOf));
    if (xy) {
      const lateral = lateralPermittivity(vectorRule(image, imageCoefficients(reciprocal, orders), orders, period));
      assign(xx, lateral.xx);
      assign(yy, lateral.yy);
      assign(xy, lateral.xy);
      return;
    }
    const turnedOrders: DiffractionOrders = { ...orders, m: orders.n, n: orders.m, reach: [reachN, reachM] };
    fillByInverseRule(xx, transpose(reciprocal), orders);
    fillByInverseRule(yy, reciprocal, turnedOrders);
  });
  return { xx, yy, zz, inverseZz, ...(xy && { xy }) };
}

/**
 * Li's inverse rule for the field component along lines of pixels: in each line the inverse of the Toeplitz matrix of 1/ε
 * along it (D is continuous across its walls), and the usual product across the lines. Pixel p of line l is (p, l) of
 * `reciprocal`, which holds 1/ε; orders m run along the lines, n across.
 */
function fillByInverseRule(
  matrix: ComplexMatrix,
  reciprocal: ComplexMatrix,
  { harmonics, m, n, reach }: DiffractionOrders,
): void {
  const [reachM, reachN] = reach;
  const size = 2 * reachM + 1;
  inFrame(() => {
    const across = fourierCoefficients(lineInverses(reciprocal, reachM), 2 * reachN);
    const [toRe, toIm, fromRe, fromIm] = [matrix.re, matrix.im, across.re, across.im];
    for (let i = 0; i < harmonics; i++) {
      for (let j = 0; j < harmonics; j++) {
        const from = (n[i] - n[j] + 2 * reachN) * across.stride + (m[i] + reachM) * size + m[j] + reachM;
        toRe[i * harmonics + j] = fromRe[from];
        toIm[i * harmonics + j] = fromIm[from];
      }
    }
  });
}

/** The inverse of the Toeplitz matrix of each line's 1/ε: a row for each line, a column for each element (m, m'). */
export function lineInverses(reciprocal: ComplexMatrix, reachM: number): ComplexMatrix {
  const size = 2 * reachM + 1;
  const lines = reciprocal.columns;
  const inverses = reserve(lines, size * size);
  inFrame(() => {
    const coefficients = fourierCoefficients(reciprocal, 2 * reachM);
    const distinct: number[] = [];
    const sums = weightedSums(reciprocal);
    for (let line = 0; line < lines; line++) {
      const row = block(inverses, line, 0, 1, size * size);
      const same = distinct.find((other) => sums[other] === sums[line] && isSameLine(reciprocal, line, other));
      if (same !== undefined) {
        assign(row, block(inverses, same, 0, 1, size * size));
        continue;
      }
      distinct.push(line);
      inFrame(() => {
        const inverse = invert(lineToeplitz(coefficients, line, size));
        assign(row, { ...inverse, rows: 1, columns: size * size });
      });
    }
  });
  return inverses;
}

/** One number for each line, the same for the same lines: most lines that differ need no further comparison. */
function weightedSums({ re, im, rows, columns, stride }: ComplexMatrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let p = 0; p < rows; p++) {
    for (let line = 0; line < columns; line++) sums[line] = 0.9 * sums[line] + re[p * stride + line] + 2 * im[p * stride + line];
  }
  return sums;
}

function isSameLine({ re, im, rows, stride }: ComplexMatrix, a: number, b: number): boolean {
  for (let i = a, j = b; i < rows * stride; i += stride, j += stride) if (re[i] !== re[j] || im[i] !== im[j]) return false;
  return true;
}

/** The size × size Toeplitz matrix of one line's coefficients, a column of theirs. */
function lineToeplitz({ re, im, stride }: ComplexMatrix, line: number, size: number): ComplexMatrix {
  const matrix = reserve(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const from = (size - 1 + i - j) * stride + line;
      matrix.re[i * size + j] = re[from];
      matrix.im[i * size + j] = im[from];
    }
  }
  return matrix;
}
