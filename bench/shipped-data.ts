import { expandSamples } from '../src/datasets/check';
import { paperDatasets } from '../src/datasets/dataset';
import { readShippedSamples } from '../src/datasets/shipped';
import { absorptionOf } from '../src/film/property';
import { siliconFilm } from '../src/film/settings';
import { loadShippedGenerator } from '../src/gan/shipped';
import type { TrainingData } from '../src/inverse/method';
import { RandomStream } from '../src/numerics/random';
import { defaultSeed } from '../src/pipeline/profiles';
import { splitOf, trainingStream } from '../src/pipeline/training-data';

/** A shipped data set with its images, parted as the pipeline parts it for all methods; the generator stays open. */
export async function openShipped(name: string): Promise<TrainingData> {
  const dataset = paperDatasets.find((each) => each.name === name);
  const found = await readShippedSamples(name);
  if (!dataset || !found)
    throw new Error(`there is no shipped Data-${name}: name one of ${paperDatasets.map((each) => each.name)}`);
  const generator = await loadShippedGenerator();
  const samples = expandSamples(found.light, generator, `Data-${name}`);
  const random = RandomStream.fromSeed(defaultSeed).derive(trainingStream(name));
  return { dataset, property: absorptionOf(siliconFilm), samples, split: splitOf(samples, dataset, random), generator };
}
