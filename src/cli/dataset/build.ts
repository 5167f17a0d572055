import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { DrawnSamples } from '../../datasets/dataset';
import { readSamples, writeDataset, writeLightDataset, writeSamples } from '../../datasets/file';
import { findDifference, type Provenance } from '../../datasets/provenance';
import {
  buildDataset,
  buildShard,
  checkShard,
  defaultShards,
  mergeShards,
  removeShards,
  type Shard,
  type ShardReport,
} from '../../datasets/shards';
import { FilmSimulator } from '../../film/simulator';
import { findDataset, findProfile } from '../../pipeline/profiles';
import { InputError } from '../../runs/errors';
import { prepareFolder, wholeNumber } from '../options';
import { interruptibleRun, TerminalProgress } from '../terminal';
import { BuildClock } from './build-clock';
import { cardCommand, figuresCommand } from './card';
import { checkCommand, expandCommand, importCommand, infoCommand } from './files';
import {
  type BuildOptions,
  datasetFiles,
  datasetOption,
  describeBuild,
  folderOption,
  generatorOption,
  openGenerator,
  parseShard,
  profileOption,
  seedOption,
  workersOption,
} from './options';
import { pilotCommand } from './pilot';

export function datasetCommand(): Command {
  return new Command('dataset')
    .description('Build, look at and check the data sets: latents, microstructures and their simulated absorption.')
    .addCommand(pilotCommand())
    .addCommand(buildCommand())
    .addCommand(mergeCommand())
    .addCommand(infoCommand())
    .addCommand(checkCommand())
    .addCommand(expandCommand())
    .addCommand(importCommand())
    .addCommand(cardCommand())
    .addCommand(figuresCommand());
}

function buildCommand(): Command {
  return new Command('build')
    .description('Build a data set, or one shard of it. Interrupted, the same command goes on with the shard it was at.')
    .addOption(datasetOption())
    .addOption(profileOption())
    .addOption(generatorOption())
    .addOption(seedOption())
    .addOption(folderOption())
    .addOption(workersOption())
    .addOption(
      new Option('--shard <number/count>', 'build only this shard, such as 3/16; `dataset merge` joins them').argParser(
        parseShard,
      ),
    )
    .action(async (options: BuildOptions & { shard?: Shard }) => {
      const profile = findProfile(options.profile);
      const { shard } = options;
      const dataset = findDataset(profile, options.dataset);
      if (shard) checkShard(shard, dataset);
      const generator = await openGenerator(options.generator);
      const { provenance, random } = describeBuild(options, generator);
      const files = datasetFiles(dataset.name, prepareFolder('--folder', options.folder));
      prepareFolder('--folder', files.shards);
      if (!shard && (await isBuilt(files.full, provenance))) return say(`${files.full} is there, whole and of these settings`);
      const progress = new TerminalProgress();
      const simulator = new FilmSimulator(profile.film, options.workers);
      const clock = new BuildClock(files.timing, simulator, options.workers);
      const run = clock.watch(interruptibleRun(progress));
      const onShard = (report: ShardReport): void => {
        progress.end();
        clock.record(report);
        describeShard(report);
      };
      try {
        const source = { generator, simulator, random, provenance };
        if (shard) return onShard(await buildShard(source, shard, files.shards, run));
        await finish(
          await buildDataset(source, files.shards, run, onShard),
          provenance,
          files,
          defaultShards(provenance.dataset),
        );
      } finally {
        progress.end();
        generator.dispose();
        await simulator.close();
      }
    });
}

function mergeCommand(): Command {
  return new Command('merge')
    .description('Join the shards of a data set that `dataset build --shard` has built, here or on other machines.')
    .addOption(datasetOption())
    .addOption(profileOption())
    .addOption(generatorOption())
    .addOption(seedOption())
    .addOption(folderOption())
    .addOption(new Option('--shards <count>', 'how many there are').argParser(wholeNumber('--shards', 1)).makeOptionMandatory())
    .action(async (options: BuildOptions & { shards: number }) => {
      const generator = await openGenerator(options.generator);
      const { provenance } = describeBuild(options, generator);
      generator.dispose();
      const files = datasetFiles(options.dataset, prepareFolder('--folder', options.folder));
      if (await isBuilt(files.full, provenance)) return say(`${files.full} is there, whole and of these settings`);
      await finish(await mergeShards(provenance, options.shards, files.shards), provenance, files, options.shards);
    });
}

/** Whether the full file is there. Throws InputError where it is damaged or of other settings: nothing is written over. */
async function isBuilt(path: string, provenance: Provenance): Promise<boolean> {
  if (!existsSync(path)) return false;
  const difference = findDifference((await readSamples(path)).provenance, provenance);
  if (difference === undefined) return true;
  throw new InputError('--folder', `${path} is of another data set: ${difference}`, 'name another folder, or remove it');
}

/** Writes a whole data set: in full, without images, and what lies outside the range; its shards are not needed any more. */
async function finish(
  { kept, outside }: DrawnSamples,
  provenance: Provenance,
  files: ReturnType<typeof datasetFiles>,
  shards: number,
): Promise<void> {
  await writeSamples(files.outside, outside, provenance);
  await writeLightDataset(files.light, kept, provenance);
  await writeDataset(files.full, kept, provenance);
  removeShards(shards, files.shards);
  say(
    `${files.full}: ${kept.absorptions.length} samples; ${outside.absorptions.length} more were drawn and lie outside the range`,
  );
}

function describeShard({ path, wasThere, damage }: ShardReport): void {
  if (damage) say(`${path}: was damaged (${damage}) and is built again`);
  else say(`${path}: ${wasThere ? 'is there and whole' : 'built'}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
