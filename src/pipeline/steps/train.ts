import type { DatasetSettings } from '../../datasets/dataset';
import type { Method } from '../../inverse/method';
import { saveWeights } from '../../learning/weights';
import { writeFile } from '../../runs/files';
import { codeOf, settingsOf, trainStepName } from '../method-steps';
import { historyFile, weightsFile } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { trainingStream, withTrainingData } from '../training-data';

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
    stream: trainingStream(name),
    run(context) {
      const { leave, scratch, random, run } = context;
      return withTrainingData(context, dataset, simulation.property, async (data) => {
        const trained = await method.train!(data, settings, random.derive('training'), { ...run, scratch });
        saveWeights(leave(weightsFile(method, name)), trained.weights);
        writeFile(leave(historyFile(method, name)), JSON.stringify(trained.history));
        return trained.results;
      });
    },
  };
}
