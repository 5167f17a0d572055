import { join } from 'node:path';
import type { Dataset, DatasetSettings, DrawnSamples, Samples } from '../../datasets/dataset';
import { readDataset, readSamples, writeDataset, writeSamples } from '../../datasets/file';
import { buildDataset } from '../../datasets/shards';
import { FilmSimulator } from '../../film/simulator';
import { hashWeights } from '../../learning/weights';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { describeImages } from './fields';
import { loadGenerator } from './generator';

const fileOf = (name: DatasetSettings['name']): string => `dataset-${name}.h5`;
const outsideFileOf = (name: DatasetSettings['name']): string => `dataset-${name}-outside.h5`;

/** The name of a data set's step, which its random stream is derived from. */
export const datasetStepName = (name: DatasetSettings['name']): string => `dataset-${name}`;

/** Latents, microstructures and simulated absorption: Data-I or Data-II (section 3.1). */
export function datasetStep({ film }: Profile, dataset: DatasetSettings): Step {
  const { name, samples } = dataset;
  return {
    name: datasetStepName(name),
    title: `Data-${name}: ${samples} microstructures, simulated with ${film.harmonics} plane waves`,
    settings: { film, dataset },
    code: ['numerics', 'microstructure', 'optics', 'learning', 'gan', 'film', 'datasets'],
    needs: ['generator'],
    outputs: [fileOf(name), outsideFileOf(name)],
    async run({ folder, scratch, seed, random, run }) {
      const generator = await loadGenerator(folder);
      const simulator = new FilmSimulator(film);
      try {
        const provenance = { dataset, film, generator: hashWeights(generator.weights()), seed };
        const built = await buildDataset({ generator, simulator, random, provenance }, scratch, run);
        await writeDataset(join(folder, fileOf(name)), built.kept, provenance);
        await writeSamples(join(folder, outsideFileOf(name)), built.outside, provenance);
        return { samples, ...describeAbsorption(built), ...describeImages(built.kept.microstructures) };
      } finally {
        generator.dispose();
        await simulator.close();
      }
    },
  };
}

export const loadDataset = (folder: string, name: DatasetSettings['name']): Promise<Dataset> =>
  readDataset(join(folder, fileOf(name)));

/** The samples that were drawn and not kept. */
export const loadOutside = (folder: string, name: DatasetSettings['name']): Promise<Samples> =>
  readSamples(join(folder, outsideFileOf(name)));

function describeAbsorption({ kept: { absorptions }, outside }: DrawnSamples): { [name: string]: number } {
  const mean = absorptions.reduce((sum, value) => sum + value, 0) / absorptions.length;
  const variance = absorptions.reduce((sum, value) => sum + (value - mean) ** 2, 0) / absorptions.length;
  return {
    outsideTheRange: outside.absorptions.length,
    meanAbsorption: mean,
    sdAbsorption: Math.sqrt(variance),
    leastAbsorption: Math.min(...absorptions),
    mostAbsorption: Math.max(...absorptions),
  };
}
