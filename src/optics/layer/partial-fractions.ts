import { EVD, Matrix } from 'ml-matrix';

/**
 * A rational function as the sum of two of half the degree: of matrices, powers then need not go as high, at the price of one
 * more quotient.
 */

/** N(τ)/D(τ), both Chebyshev series in τ. */
export interface RationalFunction {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
}

/**
 * Two fractions whose sum is a function with series of equal degree, or undefined where it has poles that are not real, or
 * alike. One has the poles next to the range and fades away from them, the other has those far from it, varies little, and
 * has the constant too: rounding errors of neither are larger than they must be.
 */
export function splitFractions({ numerator, denominator }: RationalFunction): RationalFunction[] | undefined {
  const degree = denominator.length - 1;
  const poles = realRoots(denominator);
  if (!poles) return undefined;
  const constant = numerator[degree] / denominator[degree];
  const nearest = poles.slice(0, degree >> 1);
  const fractions = [nearest, poles.slice(nearest.length)].map((group) => {
    const residues = group.map((pole) => sumAt(numerator, pole) / slopeAt(denominator, pole));
    const product = (tau: number, but = -1) => group.reduce((value, pole, i) => (i === but ? value : value * (tau - pole)), 1);
    const scale = 1 / Math.max(Math.abs(product(-1)), Math.abs(product(1)));
    const rest = group === nearest ? 0 : constant;
    const value = (tau: number) => group.reduce((sum, _, i) => sum + residues[i] * product(tau, i), rest * product(tau));
    return {
      numerator: seriesOf((tau) => scale * value(tau), group === nearest ? group.length - 1 : group.length),
      denominator: seriesOf((tau) => scale * product(tau), group.length),
    };
  });
  return fractions.every((each) => [...each.numerator, ...each.denominator].every(Number.isFinite)) ? fractions : undefined;
}

/** The roots of a Chebyshev series, ascending, or undefined where some are complex: eigenvalues of the colleague matrix. */
export function realRoots(series: Float64Array): number[] | undefined {
  const degree = series.length - 1;
  if (degree === 1) return [-series[0] / series[1]];
  const colleague = Matrix.zeros(degree, degree);
  colleague.set(0, 1, 1);
  for (let k = 1; k < degree; k++) {
    colleague.set(k, k - 1, 0.5);
    if (k + 1 < degree) colleague.set(k, k + 1, 0.5);
  }
  for (let k = 0; k < degree; k++) {
    colleague.set(degree - 1, k, colleague.get(degree - 1, k) - series[k] / (2 * series[degree]));
  }
  const { realEigenvalues, imaginaryEigenvalues } = new EVD(colleague, { assumeSymmetric: false });
  if (imaginaryEigenvalues.some((im) => im !== 0)) return undefined;
  // Eigenvalues are as good as the largest of them: two of Newton's steps make each as good as it can be.
  const polished = realEigenvalues.map((root) => {
    for (let step = 0; step < 2; step++) root -= sumAt(series, root) / slopeAt(series, root);
    return root;
  });
  return polished.sort((a, b) => a - b);
}

/** The sum of a Chebyshev series at any real τ (Clenshaw 1955). */
function sumAt(series: Float64Array, tau: number): number {
  let [next, afterNext] = [0, 0];
  for (let k = series.length - 1; k > 0; k--) [next, afterNext] = [series[k] + 2 * tau * next - afterNext, next];
  return series[0] + tau * next - afterNext;
}

/** Its derivative: T'(k) = k U(k − 1), Chebyshev polynomials of the second kind. */
function slopeAt(series: Float64Array, tau: number): number {
  let [before, second, sum] = [0, 1, 0];
  for (let k = 1; k < series.length; k++) {
    sum += k * series[k] * second;
    [before, second] = [second, 2 * tau * second - before];
  }
  return sum;
}

/** The Chebyshev series of a polynomial, from its values at Chebyshev points. */
function seriesOf(polynomial: (tau: number) => number, degree: number): Float64Array {
  const angles = Array.from({ length: degree + 1 }, (_, j) => (Math.PI * (j + 0.5)) / (degree + 1));
  const values = angles.map((angle) => polynomial(Math.cos(angle)));
  return Float64Array.from({ length: degree + 1 }, (_, k) => {
    const sum = values.reduce((total, value, j) => total + value * Math.cos(k * angles[j]), 0);
    return ((k === 0 ? 1 : 2) * sum) / (degree + 1);
  });
}
