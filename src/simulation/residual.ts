/** Residual error percentage |simulated − target| / target × 100 (Eq. 5 of the paper). */
export function residualErrorPercentage(simulated: number, target: number): number {
  return (Math.abs(simulated - target) / target) * 100;
}
