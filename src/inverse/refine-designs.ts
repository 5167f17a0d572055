import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { residualErrorPercentage } from '../simulation/residual';
import type { PropertySimulator } from '../simulation/simulator';
import type { KeptRefinement } from './kept-refinement';
import { measureImages } from './measure-images';
import { afterTrial, callsOf, type DesignState, nextTrial, type RefinementContext, type Trial } from './refined-design';

/** A design takes at most so many times the calls that are meant for one. */
const mostShares = 2;
/** A design that ends so many times as far from the target as it may be is begun anew elsewhere. */
const lostBeyond = 2;

/**
 * Refines all designs, a trial of each at once, until none asks for another. Calls that designs leave when they are done go to
 * those whose own are spent, in their order: where one is still far from the target, or has no flips left, to another start in
 * its place.
 *
 * @param reserve other starts, numbered on from the designs
 */
export async function refineDesigns(
  start: readonly DesignState[],
  reserve: readonly DesignState[],
  refinement: RefinementContext,
  simulator: PropertySimulator,
  kept: KeptRefinement,
  run?: RunControl,
): Promise<DesignState[]> {
  const designs = [...start];
  const { calls, within } = refinement.effort;
  const isLost = ({ number, value }: DesignState): boolean =>
    number < start.length && residualErrorPercentage(value!, refinement.target) > lostBeyond * within;
  const total = calls * designs.length;
  for (;;) {
    const spent = designs.reduce((sum, state) => sum + state.calls, 0);
    const trials: { trial: Trial; design: number }[] = [];
    for (const [design, state] of designs.entries()) {
      await breathe();
      throwIfInterrupted(run);
      const trial = nextTrial(state, refinement);
      if (trial) trials.push({ trial, design });
    }
    // of what is left each design that goes on keeps its own
    const own = trials.reduce((sum, { design }) => sum + calls - designs[design].calls, 0);
    let spare = total - spent - own;
    const going = new Set(trials.map(({ design }) => design));
    for (const [design, state] of designs.entries()) {
      if (going.has(design) || state.calls >= mostShares * calls || spare < 1) continue;
      const begun = Math.max(...designs.map(({ number }) => number)) + 1 - designs.length;
      if (isLost(state) && begun < reserve.length) {
        // others that go on may leave enough for a new beginning
        if (spare < calls && going.size > 0) continue;
        if (spare >= calls) designs[design] = { ...reserve[begun], calls: state.calls };
      }
      const trial = nextTrial(designs[design], {
        ...refinement,
        effort: { ...refinement.effort, calls: Math.max(calls, state.calls + 1) },
      });
      if (!trial) continue;
      trials.push({ trial, design });
      spare -= callsOf(trial, refinement.hasFine);
    }
    if (trials.length === 0) return designs;
    const note = `${designs.length - trials.length} of ${designs.length} designs done`;
    const tell = (done: number): void => run?.onProgress?.({ label: 'refining', done: spent + done, total, note });
    tell(0);
    const asked = trials.map(({ trial }) => trial);
    const answers = await measureImages(asked, simulator, run?.signal, tell);
    trials.forEach(({ trial, design }, i) => {
      const { values, slopes } = answers[i];
      designs[design] = afterTrial(designs[design], trial, { value: values[0], slopes }, refinement);
    });
    kept.save(designs, refinement.factors.observations);
  }
}
