import type { Candidate, InverseModel } from '../inverse/model';
import type { RandomStream } from '../numerics/random';
import { type RunControl, throwIfInterrupted } from '../runs/control';
import type { PropertySimulator } from '../simulation/simulator';
import { type ResidualSummary, summariseResiduals } from './residual';

/** The paper's protocol (section 3.3): so many candidates for each target, each of them simulated. */
export interface ProtocolSettings {
  targets: readonly number[];
  candidates: number;
}

export const paperProtocol: ProtocolSettings = { targets: [0.55, 0.6, 0.65, 0.7, 0.75], candidates: 30 };

/** What one method did for one target. */
export interface TargetResult {
  method: string;
  target: number;
  /** Property of each candidate by the simulation that made the training data. */
  simulated: number[];
  residuals: ResidualSummary;
  /** The same by the simulator's fine fidelity, where it has one: how far the other flatters the result. */
  fine?: { fidelity: string; simulated: number[]; residuals: ResidualSummary };
  /** The candidate with the smallest residual. */
  best: Candidate;
  warnings: string[];
  /** Time to propose the candidates; simulating them is not in it, as in the paper. */
  seconds: number;
}

/**
 * Runs every model on every target of a property of one number. Each (model, target) pair draws from its own stream. Every
 * candidate is simulated at the fidelity `label`, and again at `fine` where the simulator has that.
 */
export async function evaluate(
  models: readonly InverseModel[],
  settings: ProtocolSettings,
  simulator: PropertySimulator,
  random: RandomStream,
  run?: RunControl,
): Promise<TargetResult[]> {
  const results: TargetResult[] = [];
  const { fine: fineFidelity } = simulator.fidelities;
  const total = models.length * settings.targets.length * settings.candidates * (fineFidelity ? 2 : 1);
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
      const measure = async (fidelity: string): Promise<{ simulated: number[]; residuals: ResidualSummary }> => {
        const simulated = Array.from(await simulator.simulate(images, counted, fidelity));
        done += images.length;
        return { simulated, residuals: summariseResiduals(simulated, target) };
      };
      const { simulated, residuals } = await measure('label');
      const fine = fineFidelity ? { fidelity: fineFidelity, ...(await measure('fine')) } : undefined;
      const distance = simulated.map((value) => Math.abs(value - target));
      const best = design.candidates[distance.indexOf(Math.min(...distance))];
      results.push({ method: model.name, target, simulated, residuals, fine, best, warnings: design.warnings, seconds });
    }
  }
  return results;
}
