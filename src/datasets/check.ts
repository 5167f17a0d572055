import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import { pixelDifference } from '../microstructure/descriptors';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertySimulator } from '../simulation/simulator';
import { countSamples, type Dataset, takeRows } from './dataset';
import { hashImage, hashImages, type StoredSamples } from './file';

/** How a data set compares with what its latents give anew. */
export interface CheckedSamples {
  /** Images generated from z and compared with x (or, in a light file, with their hashes). */
  images: number;
  /** Those that differ, and in how many pixels in all (unknown for light files). */
  differingImages: number;
  differingPixels?: number;
  /** Images simulated, and the largest difference from y. */
  simulated: number;
  largestDifference: number;
}

/** Generates `images` random samples of a data set again, and simulates `simulated` of them again. */
export async function checkSamples(
  stored: StoredSamples,
  generator: Generator,
  simulator: PropertySimulator,
  counts: { images: number; simulated: number },
  random: RandomStream,
  run?: RunControl,
): Promise<CheckedSamples> {
  const { latentSide, latents, y, microstructures, imageHashes } = stored;
  const rows = random.permutation(countSamples(stored)).slice(0, counts.images);
  const generated = generateMicrostructures(generator, takeRows(latents, latentSide ** 2, rows), latentSide);
  const isSame = generated.map((image, i) => {
    const hash = hashImage(image);
    const wanted = microstructures ? hashImage(microstructures[rows[i]]) : imageHashes?.subarray(4 * rows[i], 4 * rows[i] + 4);
    return wanted === undefined || Buffer.compare(hash, wanted) === 0;
  });
  const simulated = rows.slice(0, counts.simulated);
  const found = await simulator.simulate(generated.slice(0, simulated.length), run);
  const components = found.length / simulated.length;
  const storedAt = (i: number): number => y[simulated[Math.floor(i / components)] * components + (i % components)];
  return {
    images: microstructures || imageHashes ? rows.length : 0,
    differingImages: isSame.filter((same) => !same).length,
    differingPixels:
      microstructures &&
      generated.reduce((sum, image, i) => {
        return sum + Math.round(pixelDifference(image, microstructures[rows[i]]) * image.pixels.length);
      }, 0),
    simulated: simulated.length,
    largestDifference: found.reduce((largest, value, i) => Math.max(largest, Math.abs(value - storedAt(i))), 0),
  };
}

/** A light file's samples with their images, generated from z. Throws InputError where they are not those it was made from. */
export function expandSamples(stored: StoredSamples, generator: Generator, argument: string): Dataset {
  const { latentSide, latents, y, imagesHash } = stored;
  const microstructures = generateMicrostructures(generator, latents, latentSide);
  if (hashImages(microstructures) !== imagesHash) {
    throw new InputError(argument, 'its images come out otherwise', 'give the generator that it was built with');
  }
  return { latentSide, latents, y, microstructures };
}
