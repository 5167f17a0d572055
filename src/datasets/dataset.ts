import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';

/** What a data set is (section 3.1). */
export interface DatasetSettings {
  /** Its name in files and on figures, where "Data-" comes before it; the paper's are I and II. */
  name: string;
  /** Latents are latentSide × latentSide numbers, drawn from U(−1, 1); the images have 32 pixels for each. */
  latentSide: number;
  /** Samples kept. */
  samples: number;
  /** Samples whose property lies outside are kept apart and never trained on: else targets there would be no exploration. */
  range: readonly [low: number, high: number];
  /** Share of the samples that trains; the rest validates. */
  trainingShare: number;
}

const shared = { samples: 25_000, range: [0.55, 0.75], trainingShare: 0.7 } as const;
export const paperDatasets: readonly DatasetSettings[] = [
  { name: 'I', latentSide: 3, ...shared },
  { name: 'II', latentSide: 2, ...shared },
];

/** Latents z and the simulated property y of the microstructures x that the generator makes of them. */
export interface Samples {
  latentSide: number;
  /** count × latentSide². */
  latents: Float32Array;
  /** count × components of the property. */
  y: Float64Array;
}

export const countSamples = ({ latents, latentSide }: Pick<Samples, 'latents' | 'latentSide'>): number =>
  latents.length / latentSide ** 2;

/** Numbers of each sample's property. */
export const countNumbers = (samples: Samples): number => samples.y.length / countSamples(samples);

/** Samples of these numbers alone, in that order. */
export function takeSamples(samples: Samples, rows: Uint32Array): Samples {
  const { latentSide, latents, y } = samples;
  const numbers = countNumbers(samples);
  const taken = Float64Array.from({ length: rows.length * numbers }, (_, i) => {
    return y[rows[Math.floor(i / numbers)] * numbers + (i % numbers)];
  });
  return { latentSide, latents: takeRows(latents, latentSide ** 2, rows), y: taken };
}

/** Samples with their microstructures. */
export interface Dataset extends Samples {
  microstructures: Microstructure[];
}

/** The samples within the range of the property, and those that were drawn and lie outside. */
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
    y: joinArrays(
      Float64Array,
      samples.map(({ y }) => y),
    ),
  });
  const kept = join(parts.map((part) => part.kept));
  const drawn = countSamples(kept);
  const taken = Math.min(drawn, count);
  return {
    kept: {
      latentSide,
      latents: kept.latents.slice(0, taken * latentSide ** 2),
      y: kept.y.slice(0, (taken * kept.y.length) / Math.max(1, drawn)),
      microstructures: parts.flatMap((part) => part.kept.microstructures).slice(0, count),
    },
    outside: join(parts.map((part) => part.outside)),
  };
}

/** Numbers of the samples that train and that validate, in random order. */
export interface Split {
  training: Uint32Array;
  validation: Uint32Array;
}

export function splitDataset(count: number, trainingShare: number, random: RandomStream): Split {
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
