import type { Candidate, InverseModel } from '../inverse/model';
import type { RandomStream } from '../numerics/random';
import { type KeptRun, throwIfInterrupted } from '../runs/control';
import { rootMeanSquare } from '../simulation/residual';
import type { PropertySimulator } from '../simulation/simulator';
import { runningMinimum } from './search';
import type { SpectralTarget } from './spectral-targets';

/** What one method did for one target of several numbers. */
export interface SpectralResult {
  method: string;
  target: SpectralTarget;
  /** In the order in which the method proposed them. */
  candidates: readonly Candidate[];
  /** The property of each by the simulation that made the training data. */
  simulated: number[][];
  /** The root mean square over the property's numbers of what each is off. */
  errors: number[];
  /** Simulations that proposing took, by fidelity; those that check the candidates are not in it. */
  calls: Record<string, number>;
  warnings: string[];
  /** Time to propose. */
  seconds: number;
}

/** Asks a model for `count` candidates for each target, and simulates each. Each target draws from its own stream. */
export async function evaluateSpectra(
  model: InverseModel,
  targets: readonly SpectralTarget[],
  count: number,
  simulator: PropertySimulator,
  random: RandomStream,
  run?: KeptRun,
): Promise<SpectralResult[]> {
  const total = targets.length * count;
  const results: SpectralResult[] = [];
  for (const [i, target] of targets.entries()) {
    throwIfInterrupted(run);
    const report = (done: number, note: string): void =>
      run?.onProgress?.({ label: 'designing and simulating', done: i * count + done, total, note: `${target.name}: ${note}` });
    const before = { ...simulator.calls };
    const start = performance.now();
    const { candidates, warnings } = await model.design(target.values, count, random.derive(model.name, target.name), {
      signal: run?.signal,
      scratch: run?.scratch,
      onProgress: ({ label, done, total: all }) => report(0, `${label}, ${done} of ${all}`),
    });
    const seconds = (performance.now() - start) / 1000;
    const calls = Object.entries(simulator.calls).map(([fidelity, now]) => [fidelity, now - (before[fidelity] ?? 0)] as const);
    const images = candidates.map(({ microstructure }) => microstructure);
    const y = await simulator.simulate(images, { signal: run?.signal, onProgress: ({ done }) => report(done, 'simulating') });
    const numbers = target.values.length;
    const simulated = images.map((_, at) => Array.from(y.subarray(at * numbers, (at + 1) * numbers)));
    results.push({
      ...{ method: model.name, target, candidates, simulated, warnings, seconds },
      errors: simulated.map((values) => rootMeanSquare(values, target.values)),
      calls: Object.fromEntries(calls),
    });
  }
  return results;
}

/** The number of the design that is nearest to its target. */
export const bestOf = ({ errors }: Pick<SpectralResult, 'errors'>): number => errors.indexOf(Math.min(...errors));

/** The least error among the first T designs, T = 1 …, the mean over targets. */
export function bestOfFirstSpectra(results: readonly Pick<SpectralResult, 'errors'>[]): number[] {
  if (results.length === 0) return [];
  const curves = results.map(({ errors }) => runningMinimum(errors));
  const length = Math.min(...curves.map((curve) => curve.length));
  return Array.from({ length }, (_, first) => curves.reduce((sum, curve) => sum + curve[first], 0) / curves.length);
}
