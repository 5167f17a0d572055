import { join } from 'node:path';
import { buildDataset } from '../../datasets/build';
import type { Dataset, DatasetSettings } from '../../datasets/dataset';
import { readDataset, writeDataset } from '../../datasets/file';
import { FilmSimulator } from '../../film/simulator';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { describeImages } from './fields-step';
import { loadGenerator } from './generator-step';

const fileOf = (name: DatasetSettings['name']): string => `dataset-${name}.h5`;

/** Latents, microstructures and simulated absorption: Data-I or Data-II (section 3.1). */
export function datasetStep({ film }: Profile, dataset: DatasetSettings): Step {
  const { name, samples } = dataset;
  return {
    name: `dataset-${name}`,
    title: `Data-${name}: ${samples} microstructures, simulated with ${film.harmonics} plane waves`,
    settings: { film, dataset },
    code: ['numerics', 'microstructure', 'optics', 'learning', 'gan', 'film', 'datasets'],
    needs: ['generator'],
    outputs: [fileOf(name)],
    async run({ folder, scratch, random, run }) {
      const generator = await loadGenerator(folder);
      const simulator = new FilmSimulator(film);
      try {
        const built = await buildDataset(generator, simulator, dataset, random, scratch, run);
        await writeDataset(join(folder, fileOf(name)), built);
        return { samples, ...describeAbsorption(built), ...describeImages(built.microstructures) };
      } finally {
        generator.dispose();
        await simulator.close();
      }
    },
  };
}

export const loadDataset = (folder: string, name: DatasetSettings['name']): Promise<Dataset> =>
  readDataset(join(folder, fileOf(name)));

function describeAbsorption({ absorptions, outside }: Dataset): { [name: string]: number } {
  const mean = absorptions.reduce((sum, value) => sum + value, 0) / absorptions.length;
  const variance = absorptions.reduce((sum, value) => sum + (value - mean) ** 2, 0) / absorptions.length;
  return {
    outsideTheRange: outside.length,
    meanAbsorption: mean,
    sdAbsorption: Math.sqrt(variance),
    leastAbsorption: Math.min(...absorptions),
    mostAbsorption: Math.max(...absorptions),
  };
}
