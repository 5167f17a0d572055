import { inFrame } from '../../numerics/arena';
import { block, type ComplexMatrix, combine, transpose, zeros } from '../../numerics/matrix';
import { multiply } from '../../numerics/product';
import { addByDifference, imageCoefficients, pixelValues, reciprocalOf } from '../basis/convolution';
import { type ComplexVector, fourierMatrix } from '../basis/fourier';
import type { DiffractionOrders } from '../basis/orders';
import { lineInverses, permittivity } from '../basis/permittivity';
import { vectorRule } from '../basis/vector-rule';
import type { OpticalProblem } from '../problem/problem';
import { vectorRuleDerivatives } from './vector-rule-gradient';

/** Derivatives of something with respect to each element of the permittivity matrices, N × N, complex. */
export interface MatrixDerivatives {
  readonly xx: ComplexMatrix;
  readonly yy: ComplexMatrix;
  /** Of the vector rule: from Ey to Dx and from Ex to Dy together. */
  readonly xy?: ComplexMatrix;
  readonly zz: ComplexMatrix;
}

/** The derivative with respect to each pixel's permittivity (row-major, as the pattern's values): the chain rule. */
export function pixelDerivatives(
  { pattern: { width, height, values }, phases, rule, period }: OpticalProblem,
  orders: DiffractionOrders,
  { xx, yy, zz, xy }: MatrixDerivatives,
): ComplexVector {
  const epsilon = phases.map(permittivity);
  const sum = zeros(height, width);
  inFrame(() => {
    const [reachM, reachN] = orders.reach;
    const differences = zeros(4 * reachM + 1, 4 * reachN + 1);
    const alike = rule === 'laurent' ? [xx, yy, zz] : [zz];
    for (const matrix of alike) addByDifference(differences, matrix, orders);
    const toPixels = (coefficients: ComplexMatrix): ComplexMatrix => {
      // Coefficient (m, n) is the sum of the pixels' values times one weight along x and one along y.
      const [alongX, alongY] = [fourierMatrix(width, 2 * reachM), fourierMatrix(height, 2 * reachN)];
      return multiply(multiply(transpose(alongY), transpose(coefficients)), alongX);
    };
    const reciprocal = pixelValues(values, height, width, epsilon.map(reciprocalOf));
    if (xy) {
      const image = imageCoefficients(pixelValues(values, height, width, epsilon), orders);
      const rule = vectorRule(image, imageCoefficients(reciprocal, orders), orders, period);
      const derivatives = vectorRuleDerivatives(rule, orders, period, { xx, yy, xy });
      combine(differences, 1, derivatives.image, 1);
      combine(sum, 1, throughReciprocal(toPixels(derivatives.reciprocal), reciprocal), 1);
    }
    combine(sum, 1, toPixels(differences), 1);
    if (rule !== 'li') return;
    const turnedOrders: DiffractionOrders = { ...orders, m: orders.n, n: orders.m, reach: [reachN, reachM] };
    combine(sum, 1, transpose(inverseRuleDerivatives(xx, transpose(reciprocal), orders)), 1);
    combine(sum, 1, inverseRuleDerivatives(yy, reciprocal, turnedOrders), 1);
  });
  return { re: Float64Array.from(sum.re), im: Float64Array.from(sum.im) };
}

/** Through Li's rule (Eq. 5 of README.md): the derivative at pixel p of line l is element (p, l), as 1/ε in `reciprocal`. */
function inverseRuleDerivatives(
  derivatives: ComplexMatrix,
  reciprocal: ComplexMatrix,
  { harmonics, m, n, reach: [reachM, reachN] }: DiffractionOrders,
): ComplexMatrix {
  const size = 2 * reachM + 1;
  const { rows: pixels, columns: lines } = reciprocal;
  const byOrder = zeros(4 * reachN + 1, size * size);
  for (let i = 0; i < harmonics; i++) {
    for (let j = 0; j < harmonics; j++) {
      const to = (n[i] - n[j] + 2 * reachN) * byOrder.stride + (m[i] + reachM) * size + m[j] + reachM;
      byOrder.re[to] += derivatives.re[i * harmonics + j];
      byOrder.im[to] += derivatives.im[i * harmonics + j];
    }
  }
  const ofInverses = multiply(transpose(fourierMatrix(lines, 2 * reachN)), byOrder);
  const inverses = lineInverses(reciprocal, reachM);
  const ofCoefficients = zeros(4 * reachM + 1, lines);
  const lineMatrix = (of: ComplexMatrix, line: number): ComplexMatrix => ({
    ...block(of, line, 0, size, size),
    stride: size,
  });
  for (let line = 0; line < lines; line++) {
    inFrame(() => {
      // δ(T⁻¹) = −T⁻¹ δT T⁻¹
      const turned = transpose(lineMatrix(inverses, line));
      const ofToeplitz = multiply(multiply(turned, lineMatrix(ofInverses, line)), turned);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const to = (size - 1 + i - j) * lines + line;
          ofCoefficients.re[to] -= ofToeplitz.re[i * size + j];
          ofCoefficients.im[to] -= ofToeplitz.im[i * size + j];
        }
      }
    });
  }
  return throughReciprocal(multiply(transpose(fourierMatrix(pixels, 2 * reachM)), ofCoefficients), reciprocal);
}

/** Turns derivatives with respect to 1/ε into those with respect to ε, in place: δ(1/ε) = −δε/ε². */
function throughReciprocal(out: ComplexMatrix, reciprocal: ComplexMatrix): ComplexMatrix {
  for (let i = 0; i < out.re.length; i++) {
    const [x, y] = [reciprocal.re[i], reciprocal.im[i]];
    const square = [x * x - y * y, 2 * x * y];
    const [re, im] = [out.re[i], out.im[i]];
    out.re[i] = im * square[1] - re * square[0];
    out.im[i] = -re * square[1] - im * square[0];
  }
  return out;
}
