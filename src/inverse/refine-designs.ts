import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import type { PropertySimulator } from '../simulation/simulator';
import type { KeptRefinement } from './kept-refinement';
import { measureImages } from './measure-images';
import { afterTrial, type DesignState, nextTrial, type RefinementContext, type Trial } from './refined-design';

/** Refines all designs, a trial of each at once, until none asks for another. */
export async function refineDesigns(
  start: readonly DesignState[],
  refinement: RefinementContext,
  simulator: PropertySimulator,
  kept: KeptRefinement,
  run?: RunControl,
): Promise<DesignState[]> {
  const designs = [...start];
  const total = refinement.effort.calls * designs.length;
  for (;;) {
    const spent = designs.reduce((sum, { calls }) => sum + calls, 0);
    const trials: { trial: Trial; design: number }[] = [];
    for (const [design, state] of designs.entries()) {
      await breathe();
      throwIfInterrupted(run);
      const trial = nextTrial(state, refinement);
      if (trial) trials.push({ trial, design });
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
