import { type Microstructure, packBits, unpackBits } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import type { Generator } from './generator';
import { generateMicrostructures } from './microstructures';
import { measureGenerator, type QualityNumbers } from './quality';

/** Latents whose images are kept, and their side. */
const shown = 6;
const latentSide = 4;

/** How good a generator in training is after so many steps. */
export interface ProgressEntry {
  step: number;
  /** At each size: 128, 96 and 64 pixels. */
  qualities: QualityNumbers[];
  /** What it makes of six latents, the same at every step: 128 × 128 pixels each, packed in bits, in base64. */
  samples: string[];
}

/**
 * Measures a generator in training against fields that it is not trained on, with streams derived from the training's that
 * no step draws from: the same latents and the same parts of the fields at every step.
 */
export function recordProgress(
  generator: Generator,
  step: number,
  heldOut: readonly Microstructure[],
  random: RandomStream,
): ProgressEntry {
  const qualities = measureGenerator(generator, heldOut, random.derive('progress', 'quality'));
  const latents = random.derive('progress', 'samples').uniforms(shown * latentSide ** 2, -1, 1);
  return {
    step,
    qualities: qualities.map(({ twoPoint: _, ...numbers }) => numbers),
    samples: generateMicrostructures(generator, latents, latentSide).map((image) =>
      Buffer.from(packBits(image)).toString('base64'),
    ),
  };
}

/** The images of an entry, in the order of their latents. */
export function readSamples({ samples }: ProgressEntry): Microstructure[] {
  const side = 32 * latentSide;
  return samples.map((bits) => unpackBits(Buffer.from(bits, 'base64'), side, side));
}
