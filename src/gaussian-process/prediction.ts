import { slopeRatio, squaredDistance } from './kernel';
import { Panels } from './panels';
import type { Fitted } from './regression';

/** Points predicted at once: their covariances with 650 points stay in the second-level cache. */
export const blockPoints = 72;

/** What a regression says of the function at points, in the units of its values; the noise of a value is not in it. */
export interface Prediction {
  means: Float64Array;
  /** Standard deviations. */
  deviations: Float64Array;
}

/** A prediction and its derivatives with respect to the coordinates of the points, count × dimensions. */
export interface PredictionWithGradients extends Prediction {
  meanGradients: Float64Array;
  deviationGradients: Float64Array;
}

/**
 * Mean and standard deviation at each of the points, count × dimensions (Rasmussen and Williams 2006, Eq. 2.25 and 2.26).
 * With `known` less than the regression's points, the deviations are those that the first so many leave: never smaller, and
 * much cheaper.
 */
export function predict(model: Fitted, points: Float64Array, known = model.weights.length): Prediction {
  const dimensions = model.kernel.lengths.length;
  const count = points.length / dimensions;
  const prediction = { means: new Float64Array(count), deviations: new Float64Array(count) };
  const panels = new Panels(model, Math.min(blockPoints, count));
  for (let first = 0; first < count; first += blockPoints) {
    const columns = Math.min(blockPoints, count - first);
    panels.setPoints(points.subarray(first * dimensions, (first + columns) * dimensions));
    panels.whiten(known);
    readPrediction(model, panels, known, columns, prediction, first);
  }
  return prediction;
}

/** Like `predict`, with gradients. */
export function predictWithGradients(model: Fitted, points: Float64Array): PredictionWithGradients {
  const dimensions = model.kernel.lengths.length;
  const count = points.length / dimensions;
  const prediction = {
    means: new Float64Array(count),
    deviations: new Float64Array(count),
    meanGradients: new Float64Array(points.length),
    deviationGradients: new Float64Array(points.length),
  };
  const panels = new Panels(model, Math.min(blockPoints, count));
  for (let first = 0; first < count; first += blockPoints) {
    const columns = Math.min(blockPoints, count - first);
    panels.setPoints(points.subarray(first * dimensions, (first + columns) * dimensions));
    panels.whiten();
    panels.solve();
    readPrediction(model, panels, model.weights.length, columns, prediction, first);
    for (let column = 0; column < columns; column++) readGradient(model, panels, column, points, prediction, first + column);
  }
  return prediction;
}

/** Means Kᵀα and deviations from the panels' first columns. */
function readPrediction(
  { kernel, weights, mean, deviation }: Fitted,
  { covariances, whitened, stride }: Panels,
  known: number,
  columns: number,
  { means, deviations }: Prediction,
  first: number,
): void {
  const sums = new Float64Array(stride);
  const squares = new Float64Array(stride);
  for (let row = 0, at = 0; row < weights.length; row++) {
    const weight = weights[row];
    for (let column = 0; column < stride; column++, at++) sums[column] += weight * covariances[at];
  }
  for (let row = 0, at = 0; row < known; row++) {
    for (let column = 0; column < stride; column++, at++) squares[column] += whitened[at] * whitened[at];
  }
  for (let column = 0; column < columns; column++) {
    means[first + column] = mean + deviation * sums[column];
    deviations[first + column] = deviation * Math.sqrt(Math.max(0, kernel.constant - squares[column]));
  }
}

/** Gradients of one point, from ∂k/∂x = −slope (x − xᵢ)/ℓ² and U = K⁻¹k. */
function readGradient(
  { kernel: { lengths }, scaled, weights, deviation }: Fitted,
  { covariances, solved, stride }: Panels,
  column: number,
  points: Float64Array,
  { deviations, meanGradients, deviationGradients }: PredictionWithGradients,
  place: number,
): void {
  const dimensions = lengths.length;
  const point = Float64Array.from(lengths, (length, d) => points[place * dimensions + d] / length);
  // 0 where the value is known: there the deviation has a kink
  const ofDeviation = deviations[place] > 0 ? deviation ** 2 / deviations[place] : 0;
  const out = place * dimensions;
  for (let row = 0; row < weights.length; row++) {
    const at = row * stride + column;
    const slope = covariances[at] * slopeRatio(squaredDistance(point, 0, scaled, row, dimensions));
    const meanShare = -slope * weights[row] * deviation;
    const deviationShare = slope * solved[at] * ofDeviation;
    for (let d = 0; d < dimensions; d++) {
      const difference = (point[d] - scaled[row * dimensions + d]) / lengths[d];
      meanGradients[out + d] += meanShare * difference;
      deviationGradients[out + d] += deviationShare * difference;
    }
  }
}
