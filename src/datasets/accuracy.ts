import { mean, standardDeviation } from 'simple-statistics';
import type { PropertySimulator } from '../film/simulator';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { Dataset } from './dataset';

/** How far a data set's absorption is from that of a finer simulation. */
export interface Accuracy {
  /** Plane waves of the finer simulation. */
  harmonics: number;
  samples: number;
  /** Of y minus the finer absorption: mean, standard deviation, largest size. */
  bias: number;
  spread: number;
  largest: number;
}

/** Simulates `count` random samples again by a finer simulator. The same stream takes the same samples first. */
export async function measureAccuracy(
  { microstructures, absorptions }: Dataset,
  finer: PropertySimulator,
  count: number,
  random: RandomStream,
  run?: RunControl,
): Promise<Accuracy> {
  const rows = random.permutation(absorptions.length).slice(0, count);
  const images = Array.from(rows, (row) => microstructures[row]);
  const converged = await finer.simulate(images, {
    signal: run?.signal,
    onProgress: (progress) =>
      run?.onProgress?.({ ...progress, label: `simulating with ${finer.settings.harmonics} plane waves` }),
  });
  const differences = Array.from(rows, (row, i) => absorptions[row] - converged[i]);
  return {
    harmonics: finer.settings.harmonics,
    samples: rows.length,
    bias: mean(differences),
    spread: standardDeviation(differences),
    largest: Math.max(...differences.map(Math.abs)),
  };
}
