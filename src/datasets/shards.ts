import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Generator } from '../gan/generator';
import type { RandomStream } from '../numerics/random';
import { type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import { removePartials } from '../runs/files';
import { holderOf, holdLock } from '../runs/lock';
import type { PropertySimulator } from '../simulation/simulator';
import { type DatasetSettings, type DrawnSamples, joinParts } from './dataset';
import { countParts, drawParts } from './draw';
import { readSamples, writeShard } from './file';
import { findDifference, type Provenance } from './provenance';

/** One of several shares of a data set's parts: number 1 … count. */
export interface Shard {
  number: number;
  count: number;
}

/** What builds the samples of a data set. */
export interface Source {
  generator: Generator;
  simulator: PropertySimulator;
  /** The stream that the parts' own are derived from. */
  random: RandomStream;
  provenance: Provenance;
}

/** What becomes of a shard that is asked for. */
export interface ShardReport {
  path: string;
  /** It was there, whole and of the same settings, and is not built again. */
  wasThere: boolean;
  /** What was wrong with the file that was there and is built again. */
  damage?: string;
}

/** About a thousand samples: what an interruption can lose at most. */
export const defaultShards = ({ samples }: DatasetSettings): number => Math.ceil(samples / 1000);

const partsOf = ({ number, count }: Shard, settings: DatasetSettings): number[] => {
  const parts = countParts(settings);
  const border = (i: number): number => Math.floor((parts * i) / count);
  return Array.from({ length: border(number) - border(number - 1) }, (_, i) => border(number - 1) + i);
};

const nameShard = ({ number, count }: Shard): string => `${number}/${count}`;

export function shardFile({ number, count }: Shard): string {
  const digits = String(count).length;
  return `shard-${String(number).padStart(digits, '0')}-of-${count}.h5`;
}

/** Refuses a shard that does not exist, or more shards than there is work for. */
export function checkShard({ number, count }: Shard, settings: DatasetSettings): void {
  const parts = countParts(settings);
  if (count < 1 || count > parts) {
    throw new InputError('--shard', `${settings.samples} samples cannot be shared in ${count}`, `take at most ${parts} shards`);
  }
  if (number < 1 || number > count)
    throw new InputError('--shard', `there is no shard ${number} of ${count}`, `take 1 … ${count}`);
}

/**
 * Makes sure that a shard's file lies in the folder: one that is there, whole and of the same provenance is left; a damaged
 * one is built again. Throws InputError for one of another provenance.
 */
export async function buildShard(source: Source, shard: Shard, folder: string, run?: RunControl): Promise<ShardReport> {
  const { generator, simulator, random, provenance } = source;
  const settings = provenance.dataset;
  checkShard(shard, settings);
  const path = join(folder, shardFile(shard));
  const release = holdLock(lockOf(path), '--folder', `shard ${nameShard(shard)} of Data-${settings.name}`);
  try {
    const { drawn: there, damage } = await openShard(shard, folder, provenance);
    if (there) return { path, wasThere: true };
    throwIfInterrupted(run);
    removePartials(folder);
    const drawn = await drawParts(generator, simulator, settings, random, partsOf(shard, settings), run);
    await writeShard(path, drawn, provenance, nameShard(shard));
    return { path, wasThere: false, damage };
  } finally {
    release();
  }
}

const lockOf = (path: string): string => `${path}.lock`;

/** Shards that have yet to be built. */
export interface MissingShards {
  /** Neither there nor whole, those under way among them. */
  numbers: number[];
  damaged: number[];
  underWay: { number: number; by: string }[];
}

/** What of a data set's shards is not in a folder. Throws InputError where one is of another provenance. */
export async function findMissingShards(provenance: Provenance, count: number, folder: string): Promise<MissingShards> {
  const missing: MissingShards = { numbers: [], damaged: [], underWay: [] };
  for (let number = 1; number <= count; number++) {
    const { drawn, damage } = await openShard({ number, count }, folder, provenance);
    if (drawn) continue;
    missing.numbers.push(number);
    if (damage) missing.damaged.push(number);
    const by = holderOf(lockOf(join(folder, shardFile({ number, count }))));
    if (by !== undefined) missing.underWay.push({ number, by });
  }
  return missing;
}

/** A whole shard, or what is wrong with the file; neither where there is none. */
async function openShard(
  shard: Shard,
  folder: string,
  provenance: Provenance,
): Promise<{ drawn?: DrawnSamples; damage?: string }> {
  const path = join(folder, shardFile(shard));
  if (!existsSync(path)) return {};
  try {
    const { microstructures, outside, provenance: found, shard: name, ...samples } = await readSamples(path);
    const difference = findDifference(found, provenance) ?? (name === nameShard(shard) ? undefined : `it is shard ${name}`);
    if (difference !== undefined) {
      throw new InputError('--folder', `${path} is of another data set: ${difference}`, 'name another folder, or remove it');
    }
    const { latentSide, latents, y } = samples;
    return { drawn: { kept: { latentSide, latents, y, microstructures: microstructures! }, outside: outside! } };
  } catch (error) {
    if (error instanceof InputError && error.argument === path) return { damage: error.problem };
    throw error;
  }
}

/** The data set of all shards in a folder. Throws InputError naming those that are not there or not whole. */
export async function mergeShards(provenance: Provenance, count: number, folder: string): Promise<DrawnSamples> {
  const parts: DrawnSamples[] = [];
  const missing: string[] = [];
  for (let number = 1; number <= count; number++) {
    const { drawn, damage } = await openShard({ number, count }, folder, provenance);
    if (drawn) parts.push(drawn);
    else missing.push(`${number}/${count}${damage ? ' (damaged)' : ''}`);
  }
  if (missing.length > 0) {
    throw new InputError('--folder', `${folder} lacks shard ${missing.join(', ')}`, 'build what is missing with --shard');
  }
  return joinParts(parts, provenance.dataset.latentSide);
}

/** Builds all shards of a data set, one after another, and merges them. Interrupted, it goes on with the shard it was at. */
export async function buildDataset(
  source: Source,
  folder: string,
  run?: RunControl,
  onShard?: (report: ShardReport) => void,
): Promise<DrawnSamples> {
  const { dataset } = source.provenance;
  const count = defaultShards(dataset);
  const parts = countParts(dataset);
  for (let number = 1; number <= count; number++) {
    const before = Math.floor((parts * (number - 1)) / count) * (dataset.samples / parts);
    const report = await buildShard(source, { number, count }, folder, {
      signal: run?.signal,
      onProgress: (progress) =>
        run?.onProgress?.({
          ...progress,
          label: 'simulating samples',
          done: Math.floor(before + progress.done),
          total: dataset.samples,
        }),
    });
    onShard?.(report);
  }
  return mergeShards(source.provenance, count, folder);
}

/** Takes the shards of a merged data set away, and their folder where nothing else is in it. */
export function removeShards(folder: string): void {
  // another process has joined the same ones just before
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => /^shard-\d+-of-\d+\.h5/.test(each))) {
    const path = join(folder, name);
    // a shard that another process builds anew, though nobody needs it any more, is left to it
    if (holderOf(lockOf(path)) === undefined && holderOf(path) === undefined) rmSync(path, { force: true });
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
