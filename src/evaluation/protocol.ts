import type { PropertySimulator } from '../film/simulator';
import type { Candidate, InverseModel } from '../inverse/model';
import type { RandomStream } from '../numerics/random';
import { type RunControl, throwIfInterrupted } from '../runs/control';
import { type ResidualSummary, summariseResiduals } from './residual';

/** The paper's protocol (section 3.3): so many candidates for each target, each of them simulated. */
export interface ProtocolSettings {
  targets: readonly number[];
  candidates: number;
  /** Orders of a finer simulation of the same candidates, which tells how far the truncation flatters the result. */
  finerHarmonics?: number;
}

export const paperProtocol: ProtocolSettings = { targets: [0.55, 0.6, 0.65, 0.7, 0.75], candidates: 30, finerHarmonics: 441 };

/** What one method did for one target. */
export interface TargetResult {
  method: string;
  target: number;
  /** Absorption of each candidate by the simulator that made the training data. */
  simulated: number[];
  residuals: ResidualSummary;
  /** The same by the finer simulator, where the protocol asks for it. */
  finer?: { harmonics: number; simulated: number[]; residuals: ResidualSummary };
  /** The candidate with the smallest residual. */
  best: Candidate;
  warnings: string[];
  /** Time to propose the candidates; simulating them is not in it, as in the paper. */
  seconds: number;
}

/** Runs every model on every target. Each (model, target) pair draws from its own stream. */
export async function evaluate(
  models: readonly InverseModel[],
  settings: ProtocolSettings,
  simulator: PropertySimulator,
  random: RandomStream,
  run?: RunControl,
  finerSimulator?: PropertySimulator,
): Promise<TargetResult[]> {
  const results: TargetResult[] = [];
  const total = models.length * settings.targets.length * settings.candidates * (finerSimulator ? 2 : 1);
  let done = 0;
  for (const model of models) {
    for (const target of settings.targets) {
      throwIfInterrupted(run);
      const label = `${model.name} at ${target}`;
      const counted: RunControl = {
        signal: run?.signal,
        onProgress: (progress) =>
          run?.onProgress?.({ label: 'designing and simulating', done: done + progress.done, total, note: label }),
      };
      const start = performance.now();
      const design = await model.design(target, settings.candidates, random.derive(model.name, target), { signal: run?.signal });
      const seconds = (performance.now() - start) / 1000;
      const images = design.candidates.map(({ microstructure }) => microstructure);
      const measure = async (by: PropertySimulator): Promise<{ simulated: number[]; residuals: ResidualSummary }> => {
        const simulated = Array.from(await by.simulate(images, counted));
        done += images.length;
        return { simulated, residuals: summariseResiduals(simulated, target) };
      };
      const { simulated, residuals } = await measure(simulator);
      const finer = finerSimulator && { harmonics: finerSimulator.settings.harmonics, ...(await measure(finerSimulator)) };
      const distance = simulated.map((value) => Math.abs(value - target));
      const best = design.candidates[distance.indexOf(Math.min(...distance))];
      results.push({ method: model.name, target, simulated, residuals, finer, best, warnings: design.warnings, seconds });
    }
  }
  return results;
}
