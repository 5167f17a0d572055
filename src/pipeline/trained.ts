import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetSettings } from '../datasets/dataset';
import type { Generator } from '../gan/generator';
import { type Method, type OpenContext, slugOf, trainerOf } from '../inverse/method';
import type { InverseModel } from '../inverse/model';
import type { NamedWeights } from '../learning/weights';
import { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import type { PropertySimulator } from '../simulation/simulator';
import { settingsOf, trainStepName } from './method-steps';
import { generatorFile, loadDataset, loadGenerator, loadTrained, weightsFile } from './outputs';
import { type Parts, partsOf } from './parts';
import { defaultSeed, findDataset, type Profile } from './profiles';
import { describeRun, placeOf } from './reproduce';
import { openShippedModel, type Source } from './shipped-models';

/** A method opened on one data set, ready to design and to check. */
export interface TrainedModel {
  dataset: DatasetSettings;
  generator: Generator;
  model: InverseModel;
  /** The simulator that made the data. */
  simulator: PropertySimulator;
  /** What training left, to look into; nothing for methods that are not trained. */
  weights?: NamedWeights;
  /** All that the model was opened from. */
  context: OpenContext;
  /** Where the networks come from, for people to read. */
  origin: string;
  /** Gives back memory and threads. */
  close(): Promise<void>;
}

export interface TrainedOptions {
  dataset: string;
  /** By its name or as file names have it; the paper's method unless given. */
  method?: string;
  /** Of the run whose models are opened. */
  seed?: number;
  parts?: Partial<Parts>;
  /** Only what is shipped, whatever has been trained here. */
  onlyShipped?: boolean;
}

/**
 * Opens a method with what a profile's run has trained; where there is no such run, with what is shipped, if that has the
 * profile's settings and seed. Throws InputError where there is neither, and says how to get it.
 */
export async function openTrained(profile: Profile, options: TrainedOptions): Promise<TrainedModel> {
  const { seed = defaultSeed } = options;
  const dataset = findDataset(profile, options.dataset);
  const parts = partsOf(profile, options.parts);
  const method = findMethod(parts.methods, options.method);
  const source =
    (options.onlyShipped ? undefined : await openRun(profile, method, dataset, seed)) ??
    (await openShippedModel(profile, parts, method, dataset, seed));
  if (!source) {
    const trainer = trainerOf(method);
    const steps = ['fields', 'generator', `dataset-${dataset.name}`, ...(trainer ? [trainStepName(trainer, dataset.name)] : [])];
    const command = `npm run reproduce -- ${describeRun(profile, seed)} --only ${steps.join(' ')}`;
    const problem = `no ${method.name} is trained on Data-${dataset.name} with these settings and seed ${seed}`;
    throw new InputError('--profile', problem, `run \`${command}\` first`);
  }
  const { simulation } = parts;
  const simulator = simulation.open();
  const { generator, weights, samples, origin } = source;
  const context = {
    dataset,
    property: simulation.property,
    generator,
    weights,
    samples,
    simulator,
    random: RandomStream.fromSeed(seed),
  };
  const model = await method.open(context, settingsOf(profile, method));
  return {
    ...{ dataset, generator, model, simulator, weights, context, origin },
    async close() {
      generator.dispose();
      await simulator.close();
    },
  };
}

/** What a run has trained; nothing where it has not. */
async function openRun(profile: Profile, method: Method, { name }: DatasetSettings, seed: number): Promise<Source | undefined> {
  const { folder } = placeOf(profile, seed);
  const trainer = trainerOf(method);
  const needed = [generatorFile, ...(trainer ? [weightsFile(trainer, name)] : [])];
  if (!needed.every((file) => existsSync(join(folder, file)))) return undefined;
  return {
    generator: await loadGenerator(folder),
    weights: loadTrained(folder, method, name),
    samples: () => loadDataset(folder, name),
    origin: `the networks of the run in ${folder}`,
  };
}

/** A method by its name, however it is written. */
export function findMethod(methods: readonly Method[], name = methods[0].name): Method {
  const method = methods.find((each) => slugOf(each) === slugOf({ name }));
  if (method) return method;
  const names = methods.map((each) => slugOf(each)).join(', ');
  throw new InputError('--method', `there is no method '${name}'`, `choose from ${names}`);
}
