import { onWasm } from '../learning/backend';
import { pixelDifference } from '../microstructure/descriptors';
import type { Microstructure } from '../microstructure/microstructure';
import { binarise } from '../microstructure/otsu';
import type { Generator } from './generator';
import { pixelsPerLatent } from './latents';

/**
 * The microstructures of `count` latents (row after row, each latentSide × latentSide): the generator's grey images, each
 * cut in two phases at its own Otsu threshold. Their side is `pixelsPerLatent` times the latent's. Always generated on wasm:
 * another backend rounds otherwise, which moves some pixel over the threshold now and then.
 */
export function generateMicrostructures(generator: Generator, latents: Float32Array, latentSide: number): Microstructure[] {
  const count = latents.length / latentSide ** 2;
  return cutInPhases(
    onWasm(() => generator.generate(latents, count, latentSide)),
    pixelsPerLatent * latentSide,
  );
}

/** Grey images one after another (count × side × side), each cut in two phases at its own Otsu threshold. */
export function cutInPhases(grey: Float32Array, side: number): Microstructure[] {
  const size = side ** 2;
  return Array.from({ length: grey.length / size }, (_, i) => binarise(grey.subarray(i * size, (i + 1) * size), side, side));
}

/** How many pixels of these latents' microstructures come out otherwise on the selected backend than on wasm. */
export function countBackendDifferences(generator: Generator, latents: Float32Array, latentSide: number): number {
  const grey = generator.generate(latents, latents.length / latentSide ** 2, latentSide);
  const onSelected = cutInPhases(grey, pixelsPerLatent * latentSide);
  return generateMicrostructures(generator, latents, latentSide).reduce((sum, microstructure, i) => {
    return sum + Math.round(pixelDifference(microstructure, onSelected[i]) * microstructure.pixels.length);
  }, 0);
}
