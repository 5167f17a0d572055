import type { Microstructure } from '../microstructure/microstructure';
import { binarise } from '../microstructure/otsu';
import type { Generator } from './generator';

/**
 * The microstructures of `count` latents (row after row, each latentSide × latentSide): the generator's grey images, each
 * cut in two phases at its own Otsu threshold. Their side is 32 times the latent's.
 */
export function generateMicrostructures(generator: Generator, latents: Float32Array, latentSide: number): Microstructure[] {
  const count = latents.length / latentSide ** 2;
  const side = 32 * latentSide;
  const grey = generator.generate(latents, count, latentSide);
  return Array.from({ length: count }, (_, i) => binarise(grey.subarray(i * side * side, (i + 1) * side * side), side, side));
}
