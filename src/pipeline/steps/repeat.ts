import { join } from 'node:path';
import type { DatasetSettings } from '../../datasets/dataset';
import { evaluate } from '../../evaluation/protocol';
import { type RepeatedDesigns, spreadOfRep } from '../../evaluation/repeats';
import { type Method, trainerOf } from '../../inverse/method';
import { loadWeights, saveWeights } from '../../learning/weights';
import { writeFile } from '../../runs/files';
import type { Json } from '../../runs/json';
import { labelsOnly } from '../../simulation/simulator';
import { repeatsFile } from '../evaluations';
import {
  codeOf,
  codeOfSimulation,
  laterRepetitions,
  repeatStepName,
  retrainStepName,
  settingsOf,
  trainStepName,
} from '../method-steps';
import { loadDataset, loadGenerator, repeatedWeightsFile, weightsFile } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { trainingStream, withTrainingData } from '../training-data';

/** Trains one method on one data set a few times more, with other first weights and batches. */
export function retrainStep(profile: Profile, { simulation }: Parts, method: Method, dataset: DatasetSettings): Step {
  const { name, trainingShare } = dataset;
  const settings = settingsOf(profile, method);
  const repetitions = laterRepetitions(profile);
  return {
    name: retrainStepName(method, name),
    title: `training ${method.name} on Data-${name} ${repetitions.length} times more`,
    settings: { ...settings, trainingShare, repetitions },
    code: [__filename, codeOf(method)],
    needs: ['generator', `dataset-${name}`],
    stream: trainingStream(name),
    run(context) {
      const { leave, scratch, random, run } = context;
      return withTrainingData(context, dataset, simulation.property, async (data) => {
        const results: Json[] = [];
        for (const repetition of repetitions) {
          const kept = { ...run, scratch: join(scratch, `${repetition}`) };
          const trained = await method.train!(data, settings, random.derive('training', repetition), kept);
          saveWeights(leave(repeatedWeightsFile(method, name, repetition)), trained.weights);
          results.push({ repetition, ...trained.results });
        }
        return results;
      });
    },
  };
}

/** Evaluates one method on one data set a few times more, trained anew where that is repeated; by the labels' simulation alone. */
export function repeatStep(profile: Profile, { simulation }: Parts, method: Method, dataset: DatasetSettings): Step {
  const { targets, candidates } = profile.protocol;
  const protocol = { targets, candidates };
  const { name } = dataset;
  const settings = settingsOf(profile, method);
  const trainer = trainerOf(method);
  const repetitions = laterRepetitions(profile);
  const isRetrained = trainer !== undefined && !trainer.repeats;
  const trainStep = trainer && (isRetrained ? retrainStepName : trainStepName)(trainer, name);
  return {
    name: repeatStepName(method, name),
    title: `${method.name}: designs of Data-${name} proposed and simulated ${repetitions.length} times more`,
    settings: { ...settings, protocol, repetitions, simulation: simulation.settings, label: simulation.fidelities.label },
    code: [__filename, codeOf(method), codeOfSimulation(simulation)],
    needs: ['generator', `dataset-${name}`, ...(trainStep ? [trainStep] : [])],
    stream: `evaluation-${name}`,
    async run({ folder, leave, random, run }) {
      const generator = await loadGenerator(folder);
      const simulator = labelsOnly(simulation.open());
      const designs: RepeatedDesigns[] = [];
      try {
        for (const repetition of repetitions) {
          const file = isRetrained ? repeatedWeightsFile(trainer, name, repetition) : trainer && weightsFile(trainer, name);
          const weights = file === undefined ? undefined : loadWeights(join(folder, file)).weights;
          const samples = () => loadDataset(folder, name);
          const own = random.derive('repetition', repetition);
          const context = { dataset, property: simulation.property, generator, weights, samples, random: own, simulator };
          const results = await evaluate([await method.open(context, settings)], protocol, simulator, own, run);
          designs.push(...results.map(({ target, simulated }) => ({ method: method.name, repetition, target, simulated })));
        }
      } finally {
        generator.dispose();
        await simulator.close();
      }
      writeFile(leave(repeatsFile(method, name)), JSON.stringify(designs));
      const { meanRep, minRep } = spreadOfRep({ dataset: name, designs }, method.name);
      return { meanRep: { ...meanRep }, minRep: { ...minRep } };
    },
  };
}
