import type { Candidate, Design, InverseModel } from '../inverse/model';
import { meanPixelDifference } from '../microstructure/descriptors';
import type { RandomStream } from '../numerics/random';
import { type KeptRun, type RunControl, throwIfInterrupted } from '../runs/control';
import type { PropertySimulator } from '../simulation/simulator';
import { type ResidualSummary, summariseResiduals } from './residual';

/** The paper's protocol (sections 3.3 and 3.4): so many candidates for each target, each of them simulated. */
export interface ProtocolSettings {
  targets: readonly number[];
  /** Targets outside the range of the data, which have tables of their own. */
  exploration?: readonly number[];
  candidates: number;
  /** So many samples that nothing learnt from are targets by their property, where that has several numbers; none unless given. */
  heldOut?: number;
  /** How often methods are trained and designs drawn in all; once unless given. */
  repetitions?: number;
  /** So many of the first candidates of each target within the range are compared with all samples; none unless given. */
  novelty?: number;
}

export const paperProtocol: ProtocolSettings = {
  targets: [0.55, 0.6, 0.65, 0.7, 0.75],
  exploration: [0.53, 0.77],
  candidates: 30,
  repetitions: 5,
  novelty: 3,
};

/** What one method did for one target. */
export interface TargetResult {
  method: string;
  target: number;
  /** In the order in which the method proposed them. */
  candidates: readonly Candidate[];
  /** Property of each candidate by the simulation that made the training data. */
  simulated: number[];
  residuals: ResidualSummary;
  /** The same by the simulator's fine fidelity, where it has one: how far the other flatters the result. */
  fine?: { fidelity: string; simulated: number[]; residuals: ResidualSummary };
  /** The candidate with the smallest residual. */
  best: Candidate;
  /** The share of pixels in which two candidates differ, the mean over all pairs; left out where there is only one. */
  diversity?: number;
  /** The same with the least share over the cyclic shifts of one of the two, where that was measured: see novelty.ts. */
  shiftDiversity?: number;
  /** How far each of the first candidates is from the nearest sample of the data, where that was measured. */
  novelty?: number[];
  /** Calls that proposing took, by fidelity, gradients under names of their own; those that check the candidates are not in it. */
  calls: Record<string, number>;
  /** For methods that search: the property of what each iteration tried. */
  history?: Design['history'];
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
  run?: KeptRun,
): Promise<TargetResult[]> {
  const pairs = models.flatMap((model) => allTargets(settings).map((target) => ({ model, target })));
  const simulations = settings.candidates * (simulator.fidelities.fine === undefined ? 1 : 2);
  const total = pairs.length * simulations;
  const results: TargetResult[] = [];
  for (const [i, { model, target }] of pairs.entries()) {
    throwIfInterrupted(run);
    const report = (done: number, note: string): void =>
      run?.onProgress?.({ label: 'designing and simulating', done: i * simulations + done, total, note });
    const watch = { signal: run?.signal, scratch: run?.scratch, report };
    results.push(await evaluateTarget(model, target, settings.candidates, simulator, random.derive(model.name, target), watch));
  }
  return results;
}

/** Targets within the range, then those outside. */
export const allTargets = ({ targets, exploration = [] }: ProtocolSettings): readonly number[] => [...targets, ...exploration];

/** A run of which a part reports: simulations done of it, and a few words. */
interface Watch extends Pick<KeptRun, 'signal' | 'scratch'> {
  report(done: number, note: string): void;
}

async function evaluateTarget(
  model: InverseModel,
  target: number,
  count: number,
  simulator: PropertySimulator,
  random: RandomStream,
  { signal, scratch, report }: Watch,
): Promise<TargetResult> {
  const what = `${model.name} at ${target}`;
  const before = { ...simulator.calls };
  const start = performance.now();
  const { candidates, history, warnings, earlier } = await model.design(target, count, random, {
    signal,
    scratch,
    onProgress: ({ label, done, total }) => report(0, `${what}: ${label}, ${done} of ${total}`),
  });
  const seconds = (performance.now() - start) / 1000 + (earlier?.seconds ?? 0);
  const spent = (name: string): number => (simulator.calls[name] ?? 0) - (before[name] ?? 0) + (earlier?.calls[name] ?? 0);
  // gradients have names of their own
  const others = Object.keys({ ...simulator.calls, ...earlier?.calls }).filter((name) => spent(name) > 0);
  const names = new Set([...Object.keys(simulator.fidelities), ...others]);
  const calls = Object.fromEntries(Array.from(names, (name) => [name, spent(name)]));
  const images = candidates.map(({ microstructure }) => microstructure);
  const measure = async (fidelity: string, earlier: number) => {
    const onProgress: RunControl['onProgress'] = ({ done }) => report(earlier + done, what);
    const simulated = Array.from(await simulator.simulate(images, { signal, onProgress }, fidelity));
    return { simulated, residuals: summariseResiduals(simulated, target) };
  };
  const { simulated, residuals } = await measure('label', 0);
  const { fine } = simulator.fidelities;
  return {
    ...{ method: model.name, target, candidates, simulated, residuals },
    ...(fine !== undefined && { fine: { fidelity: fine, ...(await measure('fine', count)) } }),
    best: nearestCandidate(candidates, simulated, target),
    ...(images.length > 1 && { diversity: meanPixelDifference(images) }),
    calls,
    ...(history && { history }),
    ...{ warnings, seconds },
  };
}

/** The candidate whose property is nearest to the target. */
export function nearestCandidate(candidates: readonly Candidate[], simulated: readonly number[], target: number): Candidate {
  const distances = simulated.map((value) => Math.abs(value - target));
  return candidates[distances.indexOf(Math.min(...distances))];
}
