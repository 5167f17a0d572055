import type { Design } from '../inverse/model';
import { residualErrorPercentage } from './residual';

/** How a search went for one target. */
export interface SearchSummary {
  iterations: number;
  /** Least REP of all that was tried, in percent, and the iteration that first had it. */
  minimum: number;
  foundAt: number;
  /** The first iteration whose REP is below `convergedBelow`; null where there is none. */
  convergedAt: number | null;
}

/** A search has converged once its REP is below so many percent. (The paper calls 3.38 % converged, and 15.51 %.) */
export const convergedBelow = 1;

/** What a search found of a target, and when. */
export function summariseSearch(history: NonNullable<Design['history']>, target: number): SearchSummary {
  const residuals = history.map(({ property }) => residualErrorPercentage(property, target));
  const minimum = Math.min(...residuals);
  const converged = residuals.findIndex((residual) => residual < convergedBelow);
  return {
    iterations: history[history.length - 1].iteration,
    minimum,
    foundAt: history[residuals.indexOf(minimum)].iteration,
    convergedAt: converged < 0 ? null : history[converged].iteration,
  };
}

/** The least of each value and all before it. */
export function runningMinimum(values: readonly number[]): number[] {
  let least = Infinity;
  return values.map((value) => {
    least = Math.min(least, value);
    return least;
  });
}
