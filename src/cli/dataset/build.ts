import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Command, Option } from 'commander';
import { countSamples, type DrawnSamples } from '../../datasets/dataset';
import { readSamples, writeDataset, writeLightDataset, writeSamples } from '../../datasets/file';
import { findDifference, type Provenance } from '../../datasets/provenance';
import {
  buildDataset,
  buildShard,
  checkShard,
  mergeShards,
  removeShards,
  type Shard,
  type ShardReport,
} from '../../datasets/shards';
import { datasetFiles } from '../../datasets/shipped';
import type { Generator } from '../../gan/generator';
import type { RunControl } from '../../runs/control';
import { InputError } from '../../runs/errors';
import { removePartials } from '../../runs/files';
import { holdLock } from '../../runs/lock';
import { addRunOptions, prepareFolder, say, wholeNumber } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { BuildClock } from './build-clock';
import {
  type Build,
  type BuildOptions,
  buildFolderOption,
  datasetOption,
  describeBuild,
  generatorOption,
  openGenerator,
  parseShard,
  planBuild,
  workersOption,
} from './options';

type Files = ReturnType<typeof datasetFiles>;

export function buildCommand(): Command {
  const command = new Command('build')
    .description(
      'Build the data sets of a profile, or one shard of them. Interrupted, the same command goes on with the shard it was at.',
    )
    .addOption(datasetOption())
    .addOption(generatorOption());
  return addRunOptions(command, 'paper')
    .addOption(buildFolderOption())
    .addOption(workersOption())
    .addOption(
      new Option('--shard <number/count>', 'build only this shard, such as 3/16; `dataset merge` joins them').argParser(
        parseShard,
      ),
    )
    .action(runBuild);
}

async function runBuild(options: BuildOptions & { shard?: Shard }): Promise<void> {
  const { shard, workers } = options;
  const plan = planBuild(options);
  if (shard) for (const dataset of plan.datasets) checkShard(shard, dataset);
  const generator = await openGenerator(options.generator);
  const progress = new TerminalProgress();
  const run = interruptibleRun(progress);
  try {
    for (const dataset of plan.datasets) {
      const build = describeBuild(plan, dataset, generator);
      await buildOne({ ...build, generator, folder: plan.folder, shard, workers }, run, progress);
    }
  } finally {
    generator.dispose();
  }
}

interface OneBuild extends Build {
  generator: Generator;
  folder: string;
  shard?: Shard;
  workers?: number;
}

async function buildOne(build: OneBuild, control: RunControl, progress: TerminalProgress): Promise<void> {
  const { dataset, generator, simulation, provenance, random, folder, shard, workers } = build;
  const files = datasetFiles(dataset.name, folder);
  if (!shard && (await isBuilt(files, provenance))) return;
  prepareFolder('--folder', files.shards);
  const simulator = simulation.open(workers);
  const clock = new BuildClock(files.timing, simulator, workers);
  const run = clock.watch(control);
  const onShard = (report: ShardReport): void => {
    progress.end();
    clock.record(report);
    describeShard(report);
  };
  try {
    const source = { generator, simulator, random, provenance };
    if (shard) return onShard(await buildShard(source, shard, files.shards, run));
    await finish(await buildDataset(source, files.shards, run, onShard), provenance, files);
  } finally {
    progress.end();
    await simulator.close();
  }
}

export function mergeCommand(): Command {
  const command = new Command('merge')
    .description('Join the shards of a data set that `dataset build --shard` has built, here or on other machines.')
    .addOption(datasetOption())
    .addOption(generatorOption());
  return addRunOptions(command, 'paper')
    .addOption(buildFolderOption())
    .addOption(new Option('--shards <count>', 'how many there are').argParser(wholeNumber('--shards', 1)).makeOptionMandatory())
    .action(async (options: BuildOptions & { shards: number }) => {
      const { shards } = options;
      const plan = planBuild(options);
      for (const dataset of plan.datasets) checkShard({ number: 1, count: shards }, dataset);
      const generator = await openGenerator(options.generator);
      const builds = plan.datasets.map((dataset) => describeBuild(plan, dataset, generator));
      generator.dispose();
      for (const { dataset, provenance } of builds) {
        const files = datasetFiles(dataset.name, plan.folder);
        if (await isBuilt(files, provenance)) continue;
        await finish(await mergeShards(provenance, shards, files.shards), provenance, files);
      }
    });
}

/** Whether the data set is there, in full or light, which it says. */
async function isBuilt(files: Files, provenance: Provenance): Promise<boolean> {
  const path = await findBuilt(files, provenance);
  if (path === undefined) return false;
  // a process that was killed at the very end has left shards that are not needed any more
  if (existsSync(files.shards)) removeShards(files.shards);
  say(`${path} is there, whole and of these settings`);
  if (path === files.light) say(`its images follow from it: \`dataset expand ${files.light} ${files.full}\``);
  return true;
}

/**
 * The full file of a data set, or the light one; nothing where there is none, or where joining its shards was cut short. Throws
 * InputError where a file is damaged or of other settings: nothing is written over.
 */
export async function findBuilt(files: Files, provenance: Provenance): Promise<string | undefined> {
  const there = [files.full, files.light].filter((file) => existsSync(file));
  for (const path of there) {
    const difference = findDifference((await readSamples(path, '--folder')).provenance, provenance);
    if (difference === undefined) continue;
    throw new InputError('--folder', `${path} is of another data set: ${difference}`, 'name another folder, or remove it');
  }
  return there.length < 2 && existsSync(files.shards) ? undefined : there[0];
}

/** Writes a whole data set: in full, without images, and what lies outside the range; its shards are not needed any more. */
async function finish({ kept, outside }: DrawnSamples, provenance: Provenance, files: Files): Promise<void> {
  const release = holdLock(`${files.full}.lock`, '--folder', `joining the shards of Data-${provenance.dataset.name}`);
  try {
    for (const path of [files.outside, files.light, files.full, files.timing]) removePartials(dirname(path), basename(path));
    await writeSamples(files.outside, outside, provenance);
    await writeLightDataset(files.light, kept, provenance);
    await writeDataset(files.full, kept, provenance);
    removeShards(files.shards);
  } finally {
    release();
  }
  say(`${files.full}: ${countSamples(kept)} samples; ${countSamples(outside)} more were drawn and lie outside the range`);
}

function describeShard({ path, wasThere, damage }: ShardReport): void {
  if (damage) say(`${path}: was damaged (${damage}) and is built again`);
  else say(`${path}: ${wasThere ? 'is there and whole' : 'built'}`);
}
