import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RandomStream } from '../../src/numerics/random';
import { differencesOf } from './compare';
import type { Workshop } from './kill-commands';
import { timedFiles } from './kill-reproduce';
import { judgeEnding, start, within } from './process';
import { type SmallCommand, smallCommands } from './small-commands';
import type { Group, Trial } from './trials';

/** Whether this user may mount a disk in memory, in a space of names of its own. */
export const canMount = (): boolean =>
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=100k none /mnt && mount -o remount,ro /mnt']).status === 0;

/** Commands on a disk that fills, then again on one with room: then the files must be those of an undisturbed command. */
export async function fullDisk(shop: Workshop, count: number, random: RandomStream): Promise<Group[]> {
  const noMount = canMount() ? undefined : 'mounting is not allowed here';
  const limits: [name: string, skipped: string | undefined, disturb: Disturb][] = [
    ['full disk (a limit on files)', undefined, (small, out) => limitFiles(shop, small, out, random)],
    ['full disk (a small one)', noMount, (small, out) => smallDisk(shop, small, out, random)],
    ['read-only folder', noMount, (small, out) => readOnlyDisk(shop, small, out)],
  ];
  const groups: Group[] = [];
  for (const [name, skipped, disturb] of limits) {
    const trials: Trial[] = [];
    for (let i = 0; i < (skipped ? 0 : count); i++) {
      const small = smallCommands[i % smallCommands.length];
      const { wanted } = await shop.undisturbed(small);
      const out = shop.prepare(small, `${name} ${i}`);
      const trial = await disturb(small, out);
      trials.push(trial);
      if (trial.outcome === 'refused') trials.push(...(await resume(shop, small, out, wanted, trial.detail)));
      rmSync(out, { recursive: true });
    }
    groups.push({ name, trials, skipped });
  }
  return groups;
}

type Disturb = (small: SmallCommand, out: string) => Promise<Trial>;

/** The same command with nothing in its way: a fault where it does not come to the end of one that was never disturbed. */
async function resume(shop: Workshop, small: SmallCommand, out: string, wanted: string, before: string): Promise<Trial[]> {
  const end = judgeEnding(await shop.run(small, out), `${small.name} again after: ${before}`);
  const isDone = end.outcome === 'well' || (end.outcome === 'refused' && small.refusesItsOwn);
  if (!isDone) return [{ ...end, outcome: 'lost' }];
  const different = differencesOf(out, wanted, timedFiles);
  return different.length === 0 ? [] : [{ outcome: 'lost', detail: `${end.detail}: other files: ${different}` }];
}

/** No file may be longer than so many blocks of 512 bytes. */
async function limitFiles(shop: Workshop, small: SmallCommand, out: string, random: RandomStream): Promise<Trial> {
  const blocks = 1 + random.integer(random.integer(2) === 0 ? 40 : 600);
  const ending = await start(...within(`ulimit -f ${blocks}`, shop.argsOf(small, out))).ended;
  return judgeEnding(ending, `${small.name}, files of at most ${blocks / 2} KiB`);
}

/** The folder lies on a disk of so many kilobytes; what is on it in the end is brought home. */
async function smallDisk(shop: Workshop, small: SmallCommand, out: string, random: RandomStream): Promise<Trial> {
  const size = 4 * (1 + random.integer(random.integer(2) === 0 ? 20 : 250));
  const disk = join(shop.root, 'disk');
  const left = join(shop.root, 'left');
  for (const folder of [disk, left]) mkdirSync(folder, { recursive: true });
  const copy = `cp -a "${out}/." "${disk}/" && rm -rf "${out}" && ln -s "${disk}" "${out}"`;
  const begin = `mount -t tmpfs -o size=100m none "${disk}" && ${copy} || exit 98`;
  const run = `if mount -o remount,size=${size}k "${disk}"; then "$0" "$@"; code=$?; else code=99; fi`;
  const script = `${begin}; ${run}; cp -a "${disk}/." "${left}/"; exit $code`;
  const ending = await start('unshare', ['-rm', 'sh', '-c', script, process.execPath, ...shop.argsOf(small, out)]).ended;
  rmSync(out);
  cpSync(left, out, { recursive: true });
  rmSync(left, { recursive: true });
  if (ending.code === 99) return { outcome: 'refused', detail: `${small.name}: its own inputs do not fit ${size} KiB` };
  return judgeEnding(ending, `${small.name}, on a disk of ${size} KiB`);
}

/** The folder cannot be written to, not even by the system's administrator. */
async function readOnlyDisk(shop: Workshop, small: SmallCommand, out: string): Promise<Trial> {
  const mount = `mount --bind "${out}" "${out}" && mount -o remount,ro,bind "${out}"`;
  const script = `${mount} || exit 99; exec "$0" "$@"`;
  const ending = await start('unshare', ['-rm', 'sh', '-c', script, process.execPath, ...shop.argsOf(small, out)]).ended;
  const trial = judgeEnding(ending, `${small.name}, into a read-only folder`);
  if (trial.outcome !== 'well') return trial;
  return existsSync(out) ? { outcome: 'silent', detail: `${trial.detail}: it says that it has written` } : trial;
}
