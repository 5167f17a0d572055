import { join, resolve } from 'node:path';
import { Option } from 'commander';
import type { DatasetSettings } from '../../datasets/dataset';
import type { Provenance } from '../../datasets/provenance';
import type { Shard } from '../../datasets/shards';
import { datasetsFolder } from '../../datasets/shipped';
import { Generator } from '../../gan/generator';
import { loadShippedGenerator } from '../../gan/shipped';
import { hashWeights, loadWeights } from '../../learning/weights';
import { RandomStream } from '../../numerics/random';
import { partsOf } from '../../pipeline/parts';
import { findDataset, type Profile } from '../../pipeline/profiles';
import { runName } from '../../pipeline/reproduce';
import { datasetStepName } from '../../pipeline/steps/dataset';
import { InputError } from '../../runs/errors';
import type { Simulation } from '../../simulation/simulator';
import { type RunOptions, readProfile, wholeNumber } from '../options';

/** Options of the commands that build. */
export interface BuildOptions extends RunOptions {
  dataset?: string;
  generator?: string;
  folder?: string;
  workers?: number;
}

export const datasetOption = (): Option => new Option('--dataset <name>', 'I, II or another of the profile');
export const generatorOption = (): Option =>
  new Option('--generator <file>', 'weights of the generator; the shipped one unless given');
/** Where files of built data sets lie, of those that are shipped unless given. */
export const folderOption = (): Option =>
  new Option('--folder <path>', 'where the files lie').default(datasetsFolder, 'data/datasets');
export const buildFolderOption = (): Option =>
  new Option('--folder <path>', 'where the files go: data/datasets, or for other runs than paper a folder of that name in it');
export const workersOption = (): Option =>
  new Option('--workers <number>', 'simulation threads; all cores unless given').argParser(wholeNumber('--workers', 1));

/** Reads "3/16". */
export function parseShard(text: string): Shard {
  const [, number, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (!count) throw new InputError('--shard', `'${text}' is no shard`, 'give its number and how many there are, such as 3/16');
  return { number: Number(number), count: Number(count) };
}

export async function openGenerator(path?: string): Promise<Generator> {
  return path ? Generator.fromWeights(loadWeights(resolve(path), '--generator').weights) : loadShippedGenerator();
}

/** What a data set is built from. */
export interface Build {
  dataset: DatasetSettings;
  simulation: Simulation;
  provenance: Provenance;
  random: RandomStream;
}

/** What options ask to build, before anything is opened. */
export interface BuildPlan {
  profile: Profile;
  seed: number;
  /** The one that is named, else all of the profile. */
  datasets: readonly DatasetSettings[];
  folder: string;
}

export function planBuild(options: BuildOptions): BuildPlan {
  const profile = readProfile(options);
  const { seed, dataset } = options;
  const name = runName(profile, seed);
  return {
    profile,
    seed,
    datasets: dataset === undefined ? profile.datasets : [findDataset(profile, dataset)],
    folder: options.folder ?? (name === 'paper' ? datasetsFolder : join(datasetsFolder, name)),
  };
}

/** What a data set of a plan follows from. */
export function describeBuild(
  { profile, seed }: Omit<BuildPlan, 'folder'>,
  dataset: DatasetSettings,
  generator: Generator,
): Build {
  const { simulation } = partsOf(profile);
  const { name, settings } = simulation;
  return {
    dataset,
    simulation,
    provenance: { dataset, simulation: { name, settings }, generator: hashWeights(generator.weights()), seed },
    // the stream of `reproduce`, which so draws the same samples
    random: RandomStream.fromSeed(seed).derive(datasetStepName(dataset.name)),
  };
}
