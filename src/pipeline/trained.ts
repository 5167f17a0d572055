import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetSettings } from '../datasets/dataset';
import { FilmSimulator } from '../film/simulator';
import type { Generator } from '../gan/generator';
import { GanMdn } from '../inverse/gan-mdn';
import { InputError } from '../runs/errors';
import { findDataset, type Profile } from './profiles';
import { defaultSeed, runFolder, runName } from './reproduce';
import { loadGenerator } from './steps/generator';
import { loadNetwork } from './steps/network';

/** What a run has trained on one data set, ready to design and to check. */
export interface TrainedModels {
  dataset: DatasetSettings;
  generator: Generator;
  /** The paper's method. */
  model: GanMdn;
  /** The simulator that made the data. */
  simulator: FilmSimulator;
  /** Gives back memory and threads. */
  close(): Promise<void>;
}

/** Opens the models of a profile's run with the default seed; where they are not trained yet, says how to. */
export async function openTrained(profile: Profile, datasetName: string): Promise<TrainedModels> {
  const dataset = findDataset(profile, datasetName);
  const folder = runFolder(runName(profile, defaultSeed));
  for (const step of ['generator', `network-${dataset.name}`]) {
    if (!existsSync(join(folder, `${step}.weights`))) {
      throw new InputError(
        '--profile',
        `its ${step} is not trained yet`,
        `run \`npm run reproduce -- --profile ${profile.name}\` first`,
      );
    }
  }
  const generator = await loadGenerator(folder);
  const model = new GanMdn(generator, loadNetwork(folder, dataset.name), dataset.latentSide, dataset.range);
  const simulator = new FilmSimulator(profile.film);
  const close = async (): Promise<void> => {
    generator.dispose();
    await simulator.close();
  };
  return { dataset, generator, model, simulator, close };
}
