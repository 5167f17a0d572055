import { residualErrorPercentage } from '../simulation/residual';

export { residualErrorPercentage };

export interface ResidualSummary {
  minimum: number;
  mean: number;
  /** Standard deviation over the candidates (divided by their number, as the paper's numpy would). */
  deviation: number;
}

/** Minimum, mean and standard deviation of the residual error percentages of a target's candidates. */
export function summariseResiduals(simulated: ArrayLike<number>, target: number): ResidualSummary {
  const residuals = Array.from(simulated, (value) => residualErrorPercentage(value, target));
  const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
  const variance = residuals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / residuals.length;
  return { minimum: Math.min(...residuals), mean, deviation: Math.sqrt(variance) };
}
