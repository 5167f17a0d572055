import { rowStart } from './cholesky';
import { invertPositive } from './inverse';
import { fromLogarithms, type Kernel, matern, scalePoints, slopeRatio, squaredDistance } from './kernel';

/** Added to the diagonal of the covariance besides the noise: what keeps the factor real (scikit-learn's `alpha`). */
export const jitter = 1e-10;

/** The covariances of all values with each other, noise included: a packed triangle. */
export function covarianceTriangle(scaled: Float64Array, { constant, lengths, noise }: Kernel): Float64Array {
  const size = scaled.length / lengths.length;
  const triangle = new Float64Array(rowStart(size));
  for (let i = 0, at = 0; i < size; i++) {
    for (let j = 0; j < i; j++) triangle[at++] = constant * matern(squaredDistance(scaled, i, scaled, j, lengths.length));
    triangle[at++] = constant + noise + jitter;
  }
  return triangle;
}

/**
 * The log marginal likelihood of values (mean 0) at points, and its gradient with respect to the logarithms of the kernel's
 * parameters (Rasmussen and Williams 2006, Eq. 5.8 and 5.9).
 */
export function logMarginalLikelihood(
  points: Float64Array,
  values: Float64Array,
  logarithms: Float64Array,
): { value: number; gradient: Float64Array } {
  const kernel = fromLogarithms(logarithms);
  const size = values.length;
  const scaled = scalePoints(points, kernel);
  const covariances = covarianceTriangle(scaled, kernel);
  const { inverse, halfLogDeterminant } = invertPositive(covariances, size);
  const weights = multiplySymmetric(inverse, values);
  const fit = values.reduce((sum, value, i) => sum + value * weights[i], 0);
  const value = -0.5 * fit - halfLogDeterminant - (size / 2) * Math.log(2 * Math.PI);
  return { value, gradient: likelihoodGradient(scaled, kernel, covariances, weights, inverse) };
}

/** A symmetric matrix, of which the triangle is given, times a vector. */
function multiplySymmetric(triangle: Float64Array, x: Float64Array): Float64Array {
  const product = new Float64Array(x.length);
  for (let i = 0, at = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++, at++) {
      product[i] += triangle[at] * x[j];
      product[j] += triangle[at] * x[i];
    }
    product[i] += triangle[at++] * x[i];
  }
  return product;
}

/** ½ tr((α αᵀ − K⁻¹) ∂K/∂θ) for each logarithm θ, with α = K⁻¹ y. */
function likelihoodGradient(
  scaled: Float64Array,
  { constant, lengths, noise }: Kernel,
  covariances: Float64Array,
  weights: Float64Array,
  inverse: Float64Array,
): Float64Array {
  const dimensions = lengths.length;
  const ofLengths = new Float64Array(dimensions);
  let ofConstant = 0;
  let trace = 0;
  for (let i = 0, at = 0; i < weights.length; i++) {
    for (let j = 0; j < i; j++, at++) {
      // each pair below the diagonal stands for two, which takes the half away
      const share = (weights[i] * weights[j] - inverse[at]) * covariances[at];
      ofConstant += share;
      const slope = share * slopeRatio(squaredDistance(scaled, i, scaled, j, dimensions));
      for (let d = 0, p = i * dimensions, q = j * dimensions; d < dimensions; d++, p++, q++) {
        ofLengths[d] += slope * (scaled[p] - scaled[q]) ** 2;
      }
    }
    trace += weights[i] ** 2 - inverse[at++];
  }
  return Float64Array.of(ofConstant + 0.5 * trace * constant, ...ofLengths, 0.5 * trace * noise);
}
