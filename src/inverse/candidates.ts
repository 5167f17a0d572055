import { countSamples, type Samples, takeRows } from '../datasets/dataset';
import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import { InputError } from '../runs/errors';
import type { Candidate } from './model';

/** Pairs each latent with the microstructure that the generator makes of it. */
export function candidatesOf(generator: Generator, latents: Float32Array, latentSide: number): Candidate[] {
  const size = latentSide ** 2;
  return generateMicrostructures(generator, latents, latentSide).map((microstructure, i) => ({
    microstructure,
    latent: latents.slice(i * size, (i + 1) * size),
  }));
}

/** The first `count` samples in an order, generated again from their latents. Throws InputError where there are fewer. */
export function candidatesOfSamples(generator: Generator, samples: Samples, order: Uint32Array, count: number): Candidate[] {
  const known = countSamples(samples);
  if (count > known) throw new InputError('count', `the data set has ${known} samples, not ${count}`, 'ask for fewer');
  const { latents, latentSide } = samples;
  return candidatesOf(generator, takeRows(latents, latentSide ** 2, order.subarray(0, count)), latentSide);
}
