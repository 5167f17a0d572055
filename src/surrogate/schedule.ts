/** Share of a training in which the learning rate rises. */
const rise = 0.2;
/** Shares of the highest rate that a training begins and ends with. */
const first = 1 / 25;
const last = 1e-3;

/**
 * The share of its highest value that the learning rate has when `done` (0 … 1) of a training is over: one cycle, up and down
 * along cosines (Smith and Topin 2019).
 */
export function cycleShare(done: number): number {
  const along = (from: number, to: number, share: number): number => to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
  return done < rise ? along(first, 1, done / rise) : along(1, last, Math.min(1, (done - rise) / (1 - rise)));
}
