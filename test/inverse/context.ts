import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import type { OpenContext, TrainingData } from '../../src/inverse/method';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

const dataset = { name: 'test', latentSide: 1, samples: 0, range: [0.2, 0.8], trainingShare: 0.75 } as const;
const property = { name: 'share', symbol: 'f', range: [0, 1] } as const;

/** A generator that has learnt nothing, and samples that it made, of random properties. */
export async function openContext(count = 20): Promise<OpenContext & { microstructures: Microstructure[] }> {
  const generator = await Generator.create(RandomStream.fromSeed(1));
  const random = RandomStream.fromSeed(2);
  const latents = random.uniforms(count, -1, 1);
  const y = Float64Array.from({ length: count }, () => random.uniform(0.2, 0.8));
  const microstructures = generateMicrostructures(generator, latents, 1);
  const samples = { latentSide: 1, latents, y };
  const open = { property, generator, samples: async () => samples, random: random.derive('open') };
  return { dataset: { ...dataset, samples: count }, ...open, microstructures };
}

/** Stripes of 32 × 32 pixels where the property is 0.3, and their negative where it is 0.7; three of four samples train. */
export function twoPatterns(generator: Generator, count = 80): TrainingData & { patterns: readonly Microstructure[] } {
  const draw = (isSet: (x: number) => boolean): Microstructure => ({
    width: 32,
    height: 32,
    pixels: Uint8Array.from({ length: 1024 }, (_, i) => Number(isSet(i % 32))),
  });
  const patterns = [draw((x) => x % 8 < 3), draw((x) => x % 8 >= 3)];
  const rows = Array.from({ length: count }, (_, i) => i);
  const samples = {
    latentSide: 1,
    latents: new Float32Array(count),
    y: Float64Array.from(rows, (row) => [0.3, 0.7][row % 2]),
    microstructures: rows.map((row) => patterns[row % 2]),
  };
  const split = { training: Uint32Array.from(rows.slice(count / 4)), validation: Uint32Array.from(rows.slice(0, count / 4)) };
  return { dataset: { ...dataset, samples: count }, property, generator, samples, split, patterns };
}
