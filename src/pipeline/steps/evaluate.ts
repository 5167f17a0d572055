import type { DatasetSettings } from '../../datasets/dataset';
import { allTargets, evaluate, type TargetResult } from '../../evaluation/protocol';
import { summariseSearch } from '../../evaluation/search';
import { type Method, trainerOf } from '../../inverse/method';
import { writeFile } from '../../runs/files';
import type { Json } from '../../runs/json';
import { evaluationFile } from '../evaluations';
import { codeOf, codeOfSimulation, evaluateStepName, settingsOf, trainStepName } from '../method-steps';
import { loadDataset, loadGenerator, loadTrained } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { toStored } from '../stored-results';

/** The paper's protocol for one method and one data set: candidates for each target, simulated (section 3.3). */
export function evaluateStep(profile: Profile, { simulation }: Parts, method: Method, dataset: DatasetSettings): Step {
  // what is measured of the designs later does not change them
  const { targets, exploration, candidates } = profile.protocol;
  const protocol = { targets, exploration, candidates };
  const { name } = dataset;
  const settings = settingsOf(profile, method);
  const trainer = trainerOf(method);
  return {
    name: evaluateStepName(method, name),
    title: `${method.name}: ${protocol.candidates} candidates for each of ${allTargets(protocol).length} targets of Data-${name}, simulated`,
    settings: { ...settings, protocol, simulation: simulation.settings, fidelities: simulation.fidelities, range: dataset.range },
    code: [__filename, codeOf(method), codeOfSimulation(simulation)],
    needs: ['generator', `dataset-${name}`, ...(trainer ? [trainStepName(trainer, name)] : [])],
    stream: `evaluation-${name}`,
    async run({ folder, leave, scratch, random, run }) {
      const generator = await loadGenerator(folder);
      const simulator = simulation.open();
      try {
        const { property } = simulation;
        const weights = loadTrained(folder, method, name);
        const samples = () => loadDataset(folder, name);
        const model = await method.open({ dataset, property, generator, weights, samples, simulator, random }, settings);
        const results = await evaluate([model], protocol, simulator, random, { ...run, scratch });
        writeFile(leave(evaluationFile(method, name)), JSON.stringify(results.map(toStored)));
        return results.map(fixedBySeed);
      } finally {
        generator.dispose();
        await simulator.close();
      }
    },
  };
}

/** What the seed fixes of a result: all but the measured seconds, and the images, which are in the evaluation's file. */
function fixedBySeed(result: TargetResult): Json {
  const { method, target, residuals, simulated, fine, warnings, calls, diversity, history } = result;
  return {
    method,
    target,
    residuals: { ...residuals },
    simulated,
    ...(fine && { fine: structuredClone(fine) as unknown as Json }),
    warnings,
    calls,
    ...(diversity !== undefined && { diversity }),
    ...(history?.length && { search: { ...summariseSearch(history, target) } }),
  };
}
