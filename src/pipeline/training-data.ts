import { countSamples, type DatasetSettings, type Samples, type Split, splitDataset } from '../datasets/dataset';
import type { TrainingData } from '../inverse/method';
import type { RandomStream } from '../numerics/random';
import type { Property } from '../simulation/property';
import { loadDataset, loadGenerator } from './outputs';

/** The stream of all steps that train on a data set: one split for all methods, so that none has seen what another is judged by. */
export const trainingStream = (dataset: string): string => `network-${dataset}`;

/** The split of a data set's samples, drawn from that stream. */
export const splitOf = (samples: Samples, { trainingShare }: DatasetSettings, random: RandomStream): Split =>
  splitDataset(countSamples(samples), trainingShare, random.derive('split'));

/** Lets a step use what methods train on, from the folder of its run; the generator is disposed of in the end. */
export async function withTrainingData<T>(
  { folder, random }: { folder: string; random: RandomStream },
  dataset: DatasetSettings,
  property: Property,
  use: (data: TrainingData) => Promise<T>,
): Promise<T> {
  const samples = await loadDataset(folder, dataset.name);
  const generator = await loadGenerator(folder);
  try {
    return await use({ dataset, property, samples, split: splitOf(samples, dataset, random), generator });
  } finally {
    generator.dispose();
  }
}
