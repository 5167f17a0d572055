import { expandSamples } from '../../src/datasets/check';
import { paperDatasets, splitDataset } from '../../src/datasets/dataset';
import { readShippedSamples } from '../../src/datasets/shipped';
import { loadShippedGenerator } from '../../src/gan/shipped';
import { RandomStream } from '../../src/numerics/random';
import { defaultSeed } from '../../src/pipeline/profiles';
import type { SurrogateData } from '../../src/surrogate/data';

/** A shipped data set with its images, parted as the pipeline parts it for all methods, and the stream that trains them. */
export async function openData(name: string): Promise<{ data: SurrogateData; random: RandomStream }> {
  const dataset = paperDatasets.find((each) => each.name === name);
  const found = await readShippedSamples(name);
  if (!dataset || !found)
    throw new Error(`there is no shipped Data-${name}: name one of ${paperDatasets.map((each) => each.name)}`);
  const generator = await loadShippedGenerator();
  try {
    const { microstructures, y } = expandSamples(found.light, generator, `Data-${name}`);
    const random = RandomStream.fromSeed(defaultSeed).derive(`network-${name}`);
    const split = splitDataset(y.length, dataset.trainingShare, random.derive('split'));
    return { data: { microstructures, y, split }, random: random.derive('training') };
  } finally {
    generator.dispose();
  }
}
