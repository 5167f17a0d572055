import { mean, quantile, variance } from 'simple-statistics';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import type { SurrogateData } from './data';
import type { Surrogate } from './surrogate';

/** How far a surrogate is off on samples that it was not trained on. */
export interface SurrogateErrors {
  /** Mean of |predicted − y| / y, in percent. */
  meanError: number;
  /** 95th percentile of the same. */
  error95: number;
  /** Coefficient of determination, 1 − Σ (predicted − y)² / Σ (y − mean)², with the mean of each number of the property. */
  r2: number;
}

/** Samples after which the run may be interrupted. */
const together = 64;

/** The properties (count × P) of the validation samples as the surrogate has them. */
export async function predictValidation(
  surrogate: Surrogate,
  { microstructures, split }: SurrogateData,
  run?: RunControl,
): Promise<Float32Array> {
  const { validation } = split;
  const predicted = new Float32Array(validation.length * surrogate.numbers);
  for (let first = 0; first < validation.length; first += together) {
    throwIfInterrupted(run);
    const some = Array.from(validation.subarray(first, first + together), (row) => microstructures[row]);
    predicted.set(surrogate.predict(some), first * surrogate.numbers);
    run?.onProgress?.({ label: 'measuring the surrogate', done: first + some.length, total: validation.length });
    await breathe();
  }
  return predicted;
}

/** Errors of predictions of the validation samples. */
export function measureErrors(predicted: ArrayLike<number>, { y, split }: Pick<SurrogateData, 'y' | 'split'>): SurrogateErrors {
  const numbers = predicted.length / split.validation.length;
  const known = Array.from(split.validation, (row) => Array.from({ length: numbers }, (_, k) => y[row * numbers + k])).flat();
  const relative = known.map((value, i) => (100 * Math.abs(predicted[i] - value)) / value);
  const columns = Array.from({ length: numbers }, (_, k) => known.filter((_, i) => i % numbers === k));
  const squares = known.map((value, i) => (predicted[i] - value) ** 2);
  return {
    meanError: mean(relative),
    error95: quantile(relative, 0.95),
    r2: 1 - mean(squares) / mean(columns.map((column) => variance(column))),
  };
}
