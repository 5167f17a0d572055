import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import type { TrainingData } from '../../src/inverse/method';
import { paperMdn } from '../../src/mdn/settings';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { tiny } from '../surrogate/samples';

const latentSide = 2;
export const sampleCount = 160;

/** Networks of a second's training. */
export const tinyNetworks = {
  mdn: { ...paperMdn, components: 3, epochs: 10, batch: 20 },
  surrogate: { ...tiny, epochs: 12, learningRate: 1e-2 },
};

/** Images of a generator that has learnt nothing, and their volume fractions. */
export async function shareData(): Promise<TrainingData> {
  const generator = await Generator.create(RandomStream.fromSeed(1));
  const latents = RandomStream.fromSeed(2).uniforms(sampleCount * latentSide ** 2, -1, 1);
  const microstructures = generateMicrostructures(generator, latents, latentSide);
  const y = Float64Array.from(microstructures, volumeFraction);
  const rows = Uint32Array.from({ length: sampleCount }, (_, i) => i);
  return {
    dataset: { name: 'test', latentSide, samples: sampleCount, range: [0.3, 0.7], trainingShare: 0.75 },
    property: { name: 'volume fraction', symbol: 'f', range: [0, 1] },
    samples: { latentSide, latents, y, microstructures },
    split: { training: rows.slice(40), validation: rows.slice(0, 40) },
    generator,
  };
}
