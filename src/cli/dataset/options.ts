import { join, resolve } from 'node:path';
import { Option } from 'commander';
import type { DatasetSettings } from '../../datasets/dataset';
import type { Provenance } from '../../datasets/provenance';
import type { Shard } from '../../datasets/shards';
import { Generator } from '../../gan/generator';
import { loadShippedGenerator } from '../../gan/shipped';
import { hashWeights, loadWeights } from '../../learning/weights';
import { RandomStream } from '../../numerics/random';
import { findDataset, findProfile, profiles } from '../../pipeline/profiles';
import { datasetStepName } from '../../pipeline/steps/dataset';
import { InputError } from '../../runs/errors';
import { repositoryRoot } from '../../runs/files';
import { wholeNumber } from '../options';

/** Where data sets lie: those that are shipped, and those that are built. */
export const datasetsFolder = join(repositoryRoot, 'data/datasets');

/** Files of a data set in a folder. */
export function datasetFiles(name: DatasetSettings['name'], folder: string) {
  const file = (ending: string): string => join(folder, `data-${name}${ending}`);
  return {
    /** z, x and y. */
    full: file('.h5'),
    /** z, y and hashes of x. */
    light: file('-light.h5'),
    /** z and y of what was drawn and lies outside the range. */
    outside: file('-outside.h5'),
    card: file('.json'),
    shards: file('-shards'),
    /** Seconds and simulations that the shards took here. */
    timing: file('-timing.json'),
  };
}

/** Options of the commands that build. */
export interface BuildOptions {
  dataset: DatasetSettings['name'];
  profile: string;
  generator?: string;
  seed: number;
  folder: string;
  workers?: number;
}

export const datasetOption = (): Option =>
  new Option('--dataset <name>', 'which of the two').choices(['I', 'II']).makeOptionMandatory();
export const profileOption = (): Option =>
  new Option('--profile <name>', `whose sizes and film: ${profiles.map(({ name }) => name).join(', ')}`).default('paper');
export const generatorOption = (): Option =>
  new Option('--generator <file>', 'weights of the generator; the shipped one unless given');
export const seedOption = (): Option =>
  new Option('--seed <number>', 'everything random follows from it').argParser(wholeNumber('--seed', 0)).default(1);
export const folderOption = (): Option =>
  new Option('--folder <path>', 'where the files lie').default(datasetsFolder, 'data/datasets');
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

/** What a data set of these options follows from. */
export function describeBuild(options: BuildOptions, generator: Generator): { provenance: Provenance; random: RandomStream } {
  const profile = findProfile(options.profile);
  const dataset = findDataset(profile, options.dataset);
  const { seed } = options;
  return {
    provenance: { dataset, film: profile.film, generator: hashWeights(generator.weights()), seed },
    // the stream of `reproduce`, which so draws the same samples
    random: RandomStream.fromSeed(seed).derive(datasetStepName(dataset.name)),
  };
}
