import { residualErrorPercentage } from './residual';
import { runningMinimum } from './search';

/** Designs for a target, in the order in which they were proposed. */
interface Proposed {
  target: number;
  simulated: readonly number[];
}

/**
 * The least REP (percent) among the first T designs of a target, the mean over targets: its T-th number, T = 1 … `most`, or
 * to the number of designs of the target that has fewest. What T simulations buy (Ren, Padilla and Malof 2020).
 */
export function bestOfFirst(results: readonly Proposed[], most = 30): number[] {
  const length = Math.min(most, ...results.map(({ simulated }) => simulated.length));
  const least = results.map(({ target, simulated }) =>
    runningMinimum(simulated.map((value) => residualErrorPercentage(value, target))),
  );
  return Array.from({ length: results.length > 0 ? length : 0 }, (_, first) => {
    return least.reduce((sum, curve) => sum + curve[first], 0) / least.length;
  });
}
