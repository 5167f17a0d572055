import { Command, Option } from 'commander';
import { checkShard, findMissingShards } from '../../datasets/shards';
import { datasetFiles } from '../../datasets/shipped';
import { addRunOptions, say, wholeNumber } from '../options';
import { findBuilt } from './build';
import {
  type BuildOptions,
  buildFolderOption,
  datasetOption,
  describeBuild,
  generatorOption,
  openGenerator,
  planBuild,
} from './options';

export function statusCommand(): Command {
  const command = new Command('status')
    .description('Print the numbers of the shards that have yet to be built, as Slurm’s --array takes them: 3,7-9.')
    .addOption(datasetOption().makeOptionMandatory())
    .addOption(generatorOption());
  return addRunOptions(command, 'paper')
    .addOption(buildFolderOption())
    .addOption(new Option('--shards <count>', 'how many there are').argParser(wholeNumber('--shards', 1)).makeOptionMandatory())
    .addHelpText('after', '\nThe line is empty where none is missing; in words, standard error has the same.')
    .action(runStatus);
}

async function runStatus(options: BuildOptions & { shards: number }): Promise<void> {
  const { shards: count } = options;
  const plan = planBuild(options);
  const [dataset] = plan.datasets;
  checkShard({ number: 1, count }, dataset);
  const generator = await openGenerator(options.generator);
  const { provenance } = describeBuild(plan, dataset, generator);
  generator.dispose();
  const files = datasetFiles(dataset.name, plan.folder);
  const explain = (line: string): void => void process.stderr.write(`${line}\n`);
  const built = await findBuilt(files, provenance);
  if (built !== undefined) {
    explain(`${built} is there, whole and of these settings`);
    return say('');
  }
  const { numbers, damaged, underWay } = await findMissingShards(provenance, count, files.shards);
  explain(`${numbers.length} of ${count} shards of Data-${dataset.name} are missing in ${files.shards}`);
  if (damaged.length > 0) explain(`of these damaged: ${asRanges(damaged)}`);
  for (const { number, by } of underWay) explain(`of these under way: ${number}, in ${by}`);
  say(asRanges(numbers));
}

/** Rising whole numbers, runs of them drawn together: "3,7-9". */
export function asRanges(numbers: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers) {
    const range = ranges.at(-1);
    if (range && range[1] === number - 1) range[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join();
}
