import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import type { PropertySimulator } from '../simulation/simulator';
import type { KeptRefinement } from './kept-refinement';
import { type Answer, afterTrial, type DesignState, nextTrial, type RefinementContext, type Trial } from './refined-design';

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
    const answers = await simulateTrials(asked, refinement.hasFine, simulator, {
      signal: run?.signal,
      onProgress: ({ done }) => tell(done),
    });
    trials.forEach(({ trial, design }, i) => {
      designs[design] = afterTrial(designs[design], trial, answers[i], refinement);
    });
    kept.save(designs, refinement.factors.observations);
  }
}

/** Gradients are of the label; values are fine where there is something finer, else a gradient gives its value too. */
async function simulateTrials(
  trials: readonly Trial[],
  hasFine: boolean,
  simulator: PropertySimulator,
  run: RunControl,
): Promise<Answer[]> {
  const images = (some: readonly Trial[]) => some.map(({ microstructure }) => microstructure);
  const graded = trials.filter(({ withGradient }) => withGradient);
  const gradients = graded.length > 0 ? await simulator.gradient!(images(graded), run) : undefined;
  const valued = hasFine ? trials : trials.filter(({ withGradient }) => !withGradient);
  const values = valued.length > 0 ? await simulator.simulate(images(valued), run, hasFine ? 'fine' : 'label') : [];
  return trials.map((trial) => {
    const [place, size] = [graded.indexOf(trial), trial.microstructure.pixels.length];
    return {
      value: valued.includes(trial) ? values[valued.indexOf(trial)] : gradients!.values[place],
      ...(place >= 0 && { slopes: Float32Array.from(gradients!.wallSlopes.subarray(place * size, (place + 1) * size)) }),
    };
  });
}
