import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';

/** What one of the paper's two data sets is (section 3.1). */
export interface DatasetSettings {
  /** The paper's name for it: Data-I or Data-II. */
  name: 'I' | 'II';
  /** Latents are latentSide × latentSide numbers, drawn from U(−1, 1); the images have 32 pixels for each. */
  latentSide: number;
  /** Samples kept. */
  samples: number;
  /** Samples whose absorption lies outside are counted but not kept: else the targets outside would be no exploration. */
  range: readonly [low: number, high: number];
  /** Share of the samples that trains; the rest validates. */
  trainingShare: number;
}

const shared = { samples: 25_000, range: [0.55, 0.75], trainingShare: 0.7 } as const;
export const paperDatasets: readonly DatasetSettings[] = [
  { name: 'I', latentSide: 3, ...shared },
  { name: 'II', latentSide: 2, ...shared },
];

/** Latents, the microstructures that the generator makes of them, and their simulated absorption. */
export interface Dataset {
  latentSide: number;
  /** count × latentSide². */
  latents: Float32Array;
  microstructures: Microstructure[];
  absorptions: Float64Array;
  /** Absorption of the samples drawn and not kept. */
  outside: Float64Array;
}

/** Numbers of the samples that train and that validate, in random order. */
export function splitDataset(
  count: number,
  trainingShare: number,
  random: RandomStream,
): { training: Uint32Array; validation: Uint32Array } {
  const order = random.permutation(count);
  const trained = Math.round(count * trainingShare);
  return { training: order.slice(0, trained), validation: order.slice(trained) };
}

/** The rows of `values` (each `size` long) that `rows` names, in its order. */
export function takeRows(values: Float32Array, size: number, rows: Uint32Array): Float32Array {
  const taken = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    taken.set(values.subarray(row * size, (row + 1) * size), i * size);
  });
  return taken;
}
