import { type DatasetSettings, splitDataset } from '../../datasets/dataset';
import type { Method } from '../../inverse/method';
import { saveWeights } from '../../learning/weights';
import { writeFile } from '../../runs/files';
import { codeOf, settingsOf, trainStepName } from '../method-steps';
import { historyFile, loadDataset, loadGenerator, weightsFile } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step } from '../step';

/** Trains one method on one data set. */
export function trainStep(profile: Profile, { simulation }: Parts, method: Method, dataset: DatasetSettings): Step {
  const { name, trainingShare } = dataset;
  const settings = settingsOf(profile, method);
  return {
    name: trainStepName(method, name),
    title: `training ${method.name} on Data-${name}`,
    settings: { ...settings, trainingShare },
    code: [__filename, codeOf(method)],
    needs: ['generator', `dataset-${name}`],
    // one split for all methods of a data set, so that none has seen what another is judged by
    stream: `network-${name}`,
    async run({ folder, leave, scratch, random, run }) {
      const samples = await loadDataset(folder, name);
      const split = splitDataset(samples.microstructures.length, trainingShare, random.derive('split'));
      const generator = await loadGenerator(folder);
      try {
        const data = { dataset, property: simulation.property, samples, split, generator };
        const trained = await method.train!(data, settings, random.derive('training'), { ...run, scratch });
        saveWeights(leave(weightsFile(method, name)), trained.weights);
        writeFile(leave(historyFile(method, name)), JSON.stringify(trained.history));
        return trained.results;
      } finally {
        generator.dispose();
      }
    },
  };
}
