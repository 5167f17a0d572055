import { mean, standardDeviation } from 'simple-statistics';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { PropertySimulator } from '../simulation/simulator';
import type { Dataset } from './dataset';

/** How far a data set's property is from that of a finer simulation. */
export interface Accuracy {
  samples: number;
  /** Of y minus the finer property: mean, standard deviation, largest size. */
  bias: number;
  spread: number;
  largest: number;
}

/** Simulates `count` random samples again by a finer simulator. The same stream takes the same samples first. */
export async function measureAccuracy(
  { microstructures, y }: Dataset,
  finer: PropertySimulator,
  count: number,
  random: RandomStream,
  run?: RunControl,
): Promise<Accuracy> {
  const rows = random.permutation(microstructures.length).slice(0, count);
  const images = Array.from(rows, (row) => microstructures[row]);
  const converged = await finer.simulate(images, {
    signal: run?.signal,
    onProgress: (progress) => run?.onProgress?.({ ...progress, label: `simulating at ${finer.fidelities.label}` }),
  });
  const components = converged.length / rows.length;
  const differences = Array.from(
    converged,
    (value, i) => y[rows[Math.floor(i / components)] * components + (i % components)] - value,
  );
  return {
    samples: rows.length,
    bias: mean(differences),
    spread: standardDeviation(differences),
    largest: Math.max(...differences.map(Math.abs)),
  };
}
