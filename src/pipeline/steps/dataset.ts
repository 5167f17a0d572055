import { mean, standardDeviation } from 'simple-statistics';
import { checkSamples, expandSamples } from '../../datasets/check';
import type { DatasetSettings, DrawnSamples } from '../../datasets/dataset';
import { writeDataset, writeSamples } from '../../datasets/file';
import { findDifference, type Provenance } from '../../datasets/provenance';
import { buildDataset } from '../../datasets/shards';
import { readShippedSamples } from '../../datasets/shipped';
import type { Generator } from '../../gan/generator';
import { hashWeights } from '../../learning/weights';
import { RandomStream } from '../../numerics/random';
import { InputError } from '../../runs/errors';
import type { Json } from '../../runs/json';
import type { Simulation } from '../../simulation/simulator';
import { codeOfSimulation } from '../method-steps';
import { datasetFile, describeImages, loadGenerator, outsideFile } from '../outputs';
import type { Parts } from '../parts';
import type { Step, StepContext } from '../step';

/** The name of a data set's step, which its random stream is derived from. */
export const datasetStepName = (name: string): string => `dataset-${name}`;

/** Latents, microstructures and their simulated property (section 3.1). */
export function datasetStep({ simulation }: Parts, dataset: DatasetSettings): Step {
  const { name, samples } = dataset;
  return {
    name: datasetStepName(name),
    title: `Data-${name}: ${samples} microstructures, ${simulation.property.name} simulated at ${simulation.fidelities.label}`,
    settings: { simulation: simulation.settings, dataset },
    code: [__filename, codeOfSimulation(simulation)],
    needs: ['generator'],
    async run(context) {
      const { folder, scratch, random, run } = context;
      return withGenerator(folder, async (generator) => {
        const simulator = simulation.open();
        try {
          const provenance = provenanceOf(simulation, dataset, generator, context.seed);
          return await leave(context, await buildDataset({ generator, simulator, random, provenance }, scratch, run), provenance);
        } finally {
          await simulator.close();
        }
      });
    },
    shipped: {
      name: 'datasets',
      place: 'data/datasets',
      take: (context) => takeShipped(context, simulation, dataset),
    },
  };
}

const provenanceOf = (
  { name, settings }: Simulation,
  dataset: DatasetSettings,
  generator: Generator,
  seed: number,
): Provenance => ({
  dataset,
  simulation: { name, settings },
  generator: hashWeights(generator.weights()),
  seed,
});

/** Writes what the step leaves; gives what results.json has of it. */
async function leave(context: StepContext, { kept, outside }: DrawnSamples, provenance: Provenance): Promise<Json> {
  const { name, samples } = provenance.dataset;
  await writeDataset(context.leave(datasetFile(name)), kept, provenance);
  await writeSamples(context.leave(outsideFile(name)), outside, provenance);
  const y = [...kept.y];
  return {
    samples,
    outsideTheRange: outside.latents.length / outside.latentSide ** 2,
    mean: mean(y),
    sd: standardDeviation(y),
    least: Math.min(...y),
    most: Math.max(...y),
    ...describeImages(kept.microstructures),
  };
}

/** Images generated and samples simulated again, to see that what is shipped is what this code makes. */
const checked = { images: 200, simulated: 6 };
/** Differences in y up to this are those of single precision. */
const tolerance = 2e-5;

async function takeShipped(context: StepContext, simulation: Simulation, dataset: DatasetSettings): Promise<Json | undefined> {
  return withGenerator(context.folder, async (generator) => {
    const provenance = provenanceOf(simulation, dataset, generator, context.seed);
    const found = await readShippedSamples(dataset.name);
    if (!found || findDifference(found.light.provenance, provenance)) return undefined;
    const { light, outside } = found;
    const simulator = simulation.open();
    const what = `the shipped Data-${dataset.name}`;
    try {
      const differences = await checkSamples(light, generator, simulator, checked, RandomStream.fromSeed(0), context.run);
      if (differences.differingImages > 0 || differences.largestDifference > tolerance) {
        context.say(`${what} is not what this code makes of its latents: it is built anew`);
        return undefined;
      }
      context.run.onProgress?.({ label: `generating the images of ${what}`, done: 0, total: 1 });
      const kept = expandSamples(light, generator, what);
      return await leave(context, { kept, outside }, provenance);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      context.say(`${what} cannot be used (${error.message}): it is built anew`);
      return undefined;
    } finally {
      await simulator.close();
    }
  });
}

async function withGenerator<T>(folder: string, work: (generator: Generator) => Promise<T>): Promise<T> {
  const generator = await loadGenerator(folder);
  try {
    return await work(generator);
  } finally {
    generator.dispose();
  }
}
