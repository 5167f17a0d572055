import { type Microstructure, packBits, unpackBits } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { imageSide } from './discriminator';
import { Generator } from './generator';
import { pixelsPerLatent } from './latents';
import { generateMicrostructures } from './microstructures';
import { measureGenerator, type QualityNumbers } from './quality';
import { readSnapshot } from './snapshots';

/** Latents whose images are kept, and their side. */
const shown = 6;
const latentSide = imageSide / pixelsPerLatent;

/** How good a generator in training was after so many steps. */
export interface ProgressEntry {
  step: number;
  /** At each size: 128, 96 and 64 pixels. */
  qualities: QualityNumbers[];
  /** What it made of six latents, the same at every step: 128 × 128 pixels each, packed in bits, in base64. */
  samples: string[];
}

/**
 * Measures what a training left in its folder of snapshots after these steps, against fields that it was not trained on.
 * `random` is the training's stream, of which no step of it draws from what is derived here: the same latents and the same
 * parts of the fields at every step.
 */
export async function measureProgress(
  snapshots: string,
  steps: readonly number[],
  heldOut: readonly Microstructure[],
  random: RandomStream,
  run?: RunControl,
): Promise<ProgressEntry[]> {
  const entries: ProgressEntry[] = [];
  for (const step of steps) {
    throwIfInterrupted(run);
    const generator = await Generator.fromWeights(readSnapshot(snapshots, step));
    entries.push(measureAt(step, generator, heldOut, random));
    generator.dispose();
    run?.onProgress?.({ label: 'measuring the generator', done: entries.length, total: steps.length });
    await breathe();
  }
  return entries;
}

function measureAt(step: number, generator: Generator, heldOut: readonly Microstructure[], random: RandomStream): ProgressEntry {
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
  return samples.map((bits) => unpackBits(Buffer.from(bits, 'base64'), imageSide, imageSide));
}
