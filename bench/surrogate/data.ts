import { RandomStream } from '../../src/numerics/random';
import { defaultSeed } from '../../src/pipeline/profiles';
import { trainingStream } from '../../src/pipeline/training-data';
import type { SurrogateData } from '../../src/surrogate/data';
import { openShipped } from '../shipped-data';

/** A shipped data set as the pipeline trains on it, and the stream that trains. */
export async function openData(name: string): Promise<{ data: SurrogateData; random: RandomStream }> {
  const { samples, split, generator } = await openShipped(name);
  generator.dispose();
  const { microstructures, y } = samples;
  return {
    data: { microstructures, y, split },
    random: RandomStream.fromSeed(defaultSeed).derive(trainingStream(name), 'training'),
  };
}
