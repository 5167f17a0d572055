/** Residual error percentage |simulated − target| / target × 100 (the paper's Eq. 5). */
export function residualErrorPercentage(simulated: number, target: number): number {
  return (Math.abs(simulated - target) / target) * 100;
}
