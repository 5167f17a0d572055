import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { PropertySimulator } from '../simulation/simulator';
import type { DatasetSettings, Samples } from './dataset';

/** Bins of its range that a data set must fill. */
const bins = 10;

/** Width of a bin, to the digits that a range has. */
export const binWidth = ([low, high]: DatasetSettings['range']): number => Number(((high - low) / bins).toPrecision(6));

/** What a simulator makes of random microstructures, before anything large is built of it. */
export interface Pilot {
  dataset: DatasetSettings;
  y: Float64Array;
  /** Share of the samples within the range: what is simulated to keep one sample is 1 over it. */
  keptShare: number;
  /** Of the data set's samples, those in each tenth of the range, as these would have it. */
  expected: number[];
}

/** Simulates `count` random microstructures of a data set's size. The same stream gives the same ones for every simulator. */
export async function runPilot(
  generator: Generator,
  simulator: PropertySimulator,
  dataset: DatasetSettings,
  count: number,
  random: RandomStream,
  run?: RunControl,
): Promise<Pilot> {
  const { latentSide, range, samples } = dataset;
  const latents = random.uniforms(count * latentSide ** 2, -1, 1);
  const y = await simulator.simulate(generateMicrostructures(generator, latents, latentSide), run);
  const counts = countBins(y, range);
  const kept = counts.reduce((sum, each) => sum + each, 0);
  return {
    dataset,
    y,
    keptShare: kept / count,
    expected: counts.map((each) => (kept === 0 ? 0 : (each * samples) / kept)),
  };
}

/** Samples in each tenth of the range; what lies outside counts nowhere. */
export function countBins(values: Samples['y'], range: DatasetSettings['range']): number[] {
  const [low, high] = range;
  const counts = new Array<number>(bins).fill(0);
  for (const y of values) {
    // 1e-9: a value on the border of two bins goes to the upper one however it was rounded
    if (y >= low && y <= high) counts[Math.min(bins - 1, Math.floor((y - low) / binWidth(range) + 1e-9))]++;
  }
  return counts;
}
