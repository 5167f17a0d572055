import type { FilmSettings } from '../film/settings';
import type { PropertySimulator } from '../film/simulator';
import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { DatasetSettings, Samples } from './dataset';

/** Width of the bins of absorption that a data set must fill. */
export const binWidth = 0.02;

/** What a film makes of random microstructures, before anything large is built of it. */
export interface Pilot {
  film: FilmSettings;
  dataset: DatasetSettings;
  absorptions: Float64Array;
  /** Share of the samples within the range: what is simulated to keep one sample is 1 over it. */
  keptShare: number;
  /** Of the data set's samples, those in each bin of 0.02 over the range, as these would have it. */
  expected: number[];
}

/** Simulates `count` random microstructures of a data set's size. The same stream gives the same ones for every film. */
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
  const absorptions = await simulator.simulate(generateMicrostructures(generator, latents, latentSide), run);
  const counts = countBins(absorptions, range);
  const kept = counts.reduce((sum, each) => sum + each, 0);
  return {
    film: simulator.settings,
    dataset,
    absorptions,
    keptShare: kept / count,
    expected: counts.map((each) => (kept === 0 ? 0 : (each * samples) / kept)),
  };
}

/** Samples in each bin of 0.02 over the range. */
export function countBins(absorptions: Samples['absorptions'], [low, high]: DatasetSettings['range']): number[] {
  const counts = new Array<number>(Math.round((high - low) / binWidth)).fill(0);
  for (const y of absorptions) {
    // 1e-9: a value on the border of two bins goes to the upper one however it was rounded
    if (y >= low && y <= high) counts[Math.min(counts.length - 1, Math.floor((y - low) / binWidth + 1e-9))]++;
  }
  return counts;
}
