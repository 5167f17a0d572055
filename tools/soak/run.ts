// `npm run soak`: disturbs the program in all ways that this folder has, and prints how often it was how well borne.
import { Command } from 'commander';
import { exitCodeFor } from '../../src/cli/cli';
import { wholeNumber } from '../../src/cli/options';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { decompressionBombs } from './bombs';
import { damagedFiles } from './damaged-files';
import { fullDisk } from './full-disk';
import { killCommands, Workshop } from './kill-commands';
import { killReproduce } from './kill-reproduce';
import { littleMemory } from './little-memory';
import { faultsIn, type Group, trialsTable } from './trials';
import { lockContention, twoChains, twoInOneFolder } from './two-processes';

interface Counts {
  kills: number;
  files: number;
  disturbances: number;
  seed: number;
}

type Kind = (counts: Counts, random: RandomStream, shop: () => Promise<Workshop>) => Promise<Group[]>;

const kinds: Record<string, Kind> = {
  files: async ({ files, seed }) => damagedFiles(seed, files),
  bombs: async () => [await decompressionBombs()],
  locks: async ({ disturbances }) => [await lockContention(Math.ceil(disturbances / 4))],
  reproduce: async ({ kills }, random) => [await killReproduce(Math.ceil(0.6 * kills), random)],
  commands: async ({ kills }, random, shop) => [await killCommands(await shop(), Math.floor(0.4 * kills), random)],
  two: async ({ disturbances }, random, shop) => [
    await twoInOneFolder(await shop(), disturbances, random),
    await twoChains(Math.ceil(disturbances / 8), random),
  ],
  disk: async ({ disturbances }, random, shop) => fullDisk(await shop(), disturbances, random),
  memory: async ({ disturbances }, random, shop) => [await littleMemory(await shop(), disturbances, random)],
};

const names = Object.keys(kinds).join(', ');

new Command('soak')
  .description('Disturb the program as the world does, and count how it bears it.')
  .option('--kills <number>', 'processes to kill', wholeNumber('--kills', 0), 100)
  .option('--files <number>', 'files to damage, of each kind', wholeNumber('--files', 0), 2000)
  .option('--disturbances <number>', 'trials of each other kind', wholeNumber('--disturbances', 0), 16)
  .option('--only <kind...>', `only these: ${names}`)
  .option('--seed <number>', 'other moments, other damage', wholeNumber('--seed', 0), 1)
  .action(soak)
  .parseAsync()
  .catch((error) => {
    process.exitCode = exitCodeFor(error);
  });

async function soak({ only = Object.keys(kinds), ...counts }: Counts & { only?: string[] }): Promise<void> {
  const unknown = only.find((name) => !Object.hasOwn(kinds, name));
  if (unknown !== undefined) throw new InputError('--only', `there is no '${unknown}'`, `choose from ${names}`);
  const groups: Group[] = [];
  let opened: Promise<Workshop> | undefined;
  const shop = (): Promise<Workshop> => (opened ??= Workshop.open());
  for (const name of only) {
    const since = performance.now();
    const found = await kinds[name](counts, RandomStream.fromSeed(counts.seed).derive('soak', name), shop);
    groups.push(...found);
    for (const fault of faultsIn(found)) process.stderr.write(`${fault}\n`);
    process.stderr.write(`${name}: ${((performance.now() - since) / 60_000).toFixed(1)} minutes\n`);
  }
  (await opened)?.close();
  const { kills, files, disturbances, seed } = counts;
  process.stdout.write(
    `${trialsTable(groups)}\n\n--kills ${kills} --files ${files} --disturbances ${disturbances} --seed ${seed}\n`,
  );
  if (faultsIn(groups).length > 0) process.exitCode = 1;
}
