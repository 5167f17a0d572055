/**
 * The hedge of three acquisition functions as scikit-optimize's `gp_hedge` has it (after Hoffman, Brochu and de Freitas
 * 2011): each proposes a point, one proposal is drawn and evaluated, and then every function gains by what the new model
 * says of the point that it had proposed.
 */
export const arms = ['EI', 'LCB', 'PI'] as const;
export type Arm = (typeof arms)[number];

/** The gains after an evaluation: less the means that the model now predicts at all the last proposals. */
export function updateGains(gains: readonly number[], means: ArrayLike<number>): number[] {
  return gains.map((gain, i) => gain - means[i]);
}

/** The chance of each arm to be drawn: exp(η gain), normalised. */
export function armProbabilities(gains: readonly number[], eta = 1): number[] {
  const greatest = Math.max(...gains);
  const weights = gains.map((gain) => Math.exp(eta * (gain - greatest)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** The number of the arm that `uniform`, from [0, 1), draws. */
export function drawArm(probabilities: readonly number[], uniform: number): number {
  let below = 0;
  for (let i = 0; i < probabilities.length - 1; i++) {
    below += probabilities[i];
    if (uniform < below) return i;
  }
  return probabilities.length - 1;
}
