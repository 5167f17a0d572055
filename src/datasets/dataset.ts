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
  /** Samples whose absorption lies outside are kept apart and never trained on: else targets there would be no exploration. */
  range: readonly [low: number, high: number];
  /** Share of the samples that trains; the rest validates. */
  trainingShare: number;
}

const shared = { samples: 25_000, range: [0.55, 0.75], trainingShare: 0.7 } as const;
export const paperDatasets: readonly DatasetSettings[] = [
  { name: 'I', latentSide: 3, ...shared },
  { name: 'II', latentSide: 2, ...shared },
];

/** Latents and the simulated absorption of the microstructures that the generator makes of them. */
export interface Samples {
  latentSide: number;
  /** count × latentSide². */
  latents: Float32Array;
  absorptions: Float64Array;
}

/** Samples with their microstructures. */
export interface Dataset extends Samples {
  microstructures: Microstructure[];
}

/** The samples within the range of absorption, and those that were drawn and lie outside. */
export interface DrawnSamples {
  kept: Dataset;
  outside: Samples;
}

/** Parts of a data set one after another, the first `count` kept samples of them. */
export function joinParts(parts: readonly DrawnSamples[], latentSide: number, count = Infinity): DrawnSamples {
  const join = (samples: readonly Samples[]): Samples => ({
    latentSide,
    latents: joinArrays(
      Float32Array,
      samples.map(({ latents }) => latents),
    ),
    absorptions: joinArrays(
      Float64Array,
      samples.map(({ absorptions }) => absorptions),
    ),
  });
  const kept = join(parts.map((part) => part.kept));
  return {
    kept: {
      latentSide,
      latents: kept.latents.slice(0, Math.min(kept.absorptions.length, count) * latentSide ** 2),
      absorptions: kept.absorptions.slice(0, count),
      microstructures: parts.flatMap((part) => part.kept.microstructures).slice(0, count),
    },
    outside: join(parts.map((part) => part.outside)),
  };
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

function joinArrays<T extends Float32Array | Float64Array>(type: new (length: number) => T, arrays: readonly T[]): T {
  const joined = new type(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return joined;
}
