import { type DatasetSettings, takeSamples } from '../../datasets/dataset';
import { bestOf, evaluateSpectra, type SpectralResult } from '../../evaluation/spectral-protocol';
import type { FineSpectrum } from '../../evaluation/spectral-table';
import { heldOutTargets, type SpectralTarget, wishedTargets } from '../../evaluation/spectral-targets';
import { wavelengthsOf } from '../../film/settings';
import { type Method, trainerOf } from '../../inverse/method';
import { RandomStream } from '../../numerics/random';
import { writeFile } from '../../runs/files';
import type { Json } from '../../runs/json';
import { rootMeanSquare } from '../../simulation/residual';
import { codeOf, codeOfSimulation, settingsOf, trainStepName } from '../method-steps';
import { loadDataset, loadGenerator, loadTrained } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import {
  evaluateSpectraStepName,
  fineSpectraFile,
  readSpectra,
  refineSpectraStepName,
  spectraFile,
  storeSpectra,
} from '../spectral-evaluations';
import type { Step } from '../step';
import { splitOf, trainingStream } from '../training-data';

/**
 * Candidates of one method for properties of several numbers: those of held-out samples, and, where it is a film's spectrum,
 * some that nobody has. Of the data set the method sees the samples that train alone: among all, a look-up would find the
 * held-out ones themselves.
 */
export function evaluateSpectraStep(profile: Profile, { simulation }: Parts, method: Method, dataset: DatasetSettings): Step {
  const { candidates, heldOut = 0 } = profile.protocol;
  const wavelengths = simulation.name === 'film' ? wavelengthsOf(profile.film) : [];
  const { name, trainingShare } = dataset;
  const settings = settingsOf(profile, method);
  const trainer = trainerOf(method);
  return {
    name: evaluateSpectraStepName(method, name),
    title: `${method.name}: ${candidates} candidates for each ${simulation.property.name} that is a target, simulated`,
    settings: { ...settings, candidates, heldOut, trainingShare, simulation: simulation.settings },
    code: [__filename, codeOf(method), codeOfSimulation(simulation)],
    needs: ['generator', `dataset-${name}`, ...(trainer ? [trainStepName(trainer, name)] : [])],
    stream: `evaluation-${name}`,
    async run({ folder, leave, scratch, seed, random, run }) {
      const all = await loadDataset(folder, name);
      const split = splitOf(all, dataset, RandomStream.fromSeed(seed).derive(trainingStream(name)));
      const known = takeSamples(all, split.training);
      const wished = wavelengths.length > 0 ? wishedTargets(wavelengths, known) : [];
      const targets: SpectralTarget[] = [...heldOutTargets(all, split.validation, heldOut), ...wished];
      const generator = await loadGenerator(folder);
      const simulator = simulation.open();
      try {
        const { property } = simulation;
        const weights = loadTrained(folder, method, name);
        const context = { dataset, property, generator, weights, samples: async () => known, simulator, random };
        const model = await method.open(context, settings);
        const results = await evaluateSpectra(model, targets, candidates, simulator, random, { ...run, scratch });
        writeFile(leave(spectraFile(method, name)), storeSpectra(results));
        return results.map(fixedBySeed);
      } finally {
        generator.dispose();
        await simulator.close();
      }
    },
  };
}

/** What the seed fixes of a result: all but the measured seconds, and of the designs the latent of the best. */
function fixedBySeed(result: SpectralResult): Json {
  const { target, simulated, errors, calls, warnings, candidates } = result;
  const { latent = [] } = candidates[bestOf(result)];
  const { name, kind, values } = target;
  return { target: { name, kind, values: [...values] }, simulated, errors, calls, warnings, bestLatent: [...latent] };
}

/** The best design of a method for each of these targets, simulated at the fidelity `fine`. */
export function refineSpectraStep({ simulation }: Parts, method: Method, { name }: DatasetSettings): Step {
  const { fine } = simulation.fidelities;
  return {
    name: refineSpectraStepName(method, name),
    title: `${method.name}: the best design for each target, simulated at ${fine}`,
    settings: { simulation: simulation.settings, fine },
    code: [__filename, codeOfSimulation(simulation)],
    needs: [evaluateSpectraStepName(method, name)],
    async run({ folder, leave, run }) {
      const results = readSpectra(folder, [method], name);
      const simulator = simulation.open();
      try {
        const best = results.map((result) => result.candidates[bestOf(result)].microstructure);
        const y = await simulator.simulate(best, run, 'fine');
        const found = results.map(({ target }, i): FineSpectrum => {
          const numbers = target.values.length;
          const simulated = Array.from(y.subarray(i * numbers, (i + 1) * numbers));
          return { method: method.name, target: target.name, simulated, error: rootMeanSquare(simulated, target.values) };
        });
        writeFile(leave(fineSpectraFile(method, name)), JSON.stringify(found));
        return found.map((each) => ({ ...each }));
      } finally {
        await simulator.close();
      }
    },
  };
}
