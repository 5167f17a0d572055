/** The root mean square of the differences of two lists of numbers, of one number each their distance. */
export function rootMeanSquare(simulated: ArrayLike<number>, target: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < target.length; k++) sum += (simulated[k] - target[k]) ** 2;
  return Math.sqrt(sum / target.length);
}

/** Residual error percentage |simulated − target| / target × 100 (the paper's Eq. 5). */
export function residualErrorPercentage(simulated: number, target: number): number {
  return (Math.abs(simulated - target) / target) * 100;
}
