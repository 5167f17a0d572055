import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import type { Candidate } from './model';

/** Pairs each latent with the microstructure that the generator makes of it. */
export function candidatesOf(generator: Generator, latents: Float32Array, latentSide: number): Candidate[] {
  const size = latentSide ** 2;
  return generateMicrostructures(generator, latents, latentSide).map((microstructure, i) => ({
    microstructure,
    latent: latents.slice(i * size, (i + 1) * size),
  }));
}
