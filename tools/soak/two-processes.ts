import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RandomStream } from '../../src/numerics/random';
import { differencesOf } from './compare';
import type { Workshop } from './kill-commands';
import { smallRun, timedFiles } from './kill-reproduce';
import { judgeEnding, script, start } from './process';
import { smallCommands } from './small-commands';
import type { Group, Trial } from './trials';

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

/** Two processes that do the same in one folder: each does it or says that the other does, and the files are those of one. */
export async function twoInOneFolder(shop: Workshop, count: number, random: RandomStream): Promise<Group> {
  const trials: Trial[] = [];
  for (let i = 0; i < count; i++) {
    const small = smallCommands[i % smallCommands.length];
    const { wanted, seconds } = await shop.undisturbed(small);
    const out = shop.prepare(small, `two ${i}`);
    const first = shop.run(small, out);
    await pause(random.integer(2) * random.uniform(0, 0.8 * seconds));
    const endings = await Promise.all([first, shop.run(small, out)]);
    trials.push(...endings.map((ending, which) => judgeEnding(ending, `${small.name}, ${which + 1} of two in one folder`)));
    const last = judgeEnding(await shop.run(small, out), `${small.name} after two`);
    const different = differencesOf(out, wanted, timedFiles);
    if (different.length > 0) trials.push({ outcome: 'lost', detail: `${last.detail}: other files: ${different}` });
    rmSync(out, { recursive: true });
  }
  return { name: 'two commands in one folder', trials };
}

/** The same of the whole chain, against a run of one process. */
export async function twoChains(count: number, random: RandomStream): Promise<Group> {
  const root = mkdtempSync(join(tmpdir(), 'soak-'));
  const trials: Trial[] = [];
  const run = (name: string) => start(process.execPath, smallRun(join(root, name))).ended;
  if (count > 0) await run('alone');
  for (let i = 0; i < count; i++) {
    const first = run(`both ${i}`);
    await pause(random.uniform(0, 8));
    const endings = await Promise.all([first, run(`both ${i}`)]);
    trials.push(...endings.map((ending, which) => judgeEnding(ending, `reproduce, ${which + 1} of two in one folder`)));
    const end = judgeEnding(await run(`both ${i}`), 'reproduce after two');
    const different = differencesOf(join(root, `both ${i}`), join(root, 'alone'), timedFiles);
    if (end.outcome !== 'well' || different.length > 0) {
      trials.push({ outcome: 'lost', detail: `${end.detail}: other files: ${different}` });
    }
  }
  rmSync(root, { recursive: true });
  return { name: 'two of reproduce in one folder', trials };
}

/** Processes that want the lock of one that was killed, all at once: at no moment do two have it. */
export async function lockContention(rounds: number): Promise<Group> {
  const root = mkdtempSync(join(tmpdir(), 'soak-'));
  const trials: Trial[] = [];
  for (let round = 0; round < rounds; round++) {
    const [lock, log] = ['lock', 'log'].map((name) => join(root, `${name}-${round}`));
    // the number of no process: the largest that Linux gives is 2^22
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }));
    writeFileSync(log, '');
    const moment = Date.now() + 1500;
    const contenders = Array.from({ length: 6 }, () => {
      return start(process.execPath, script('tools/soak/lock-process.ts', lock, log, String(moment))).ended;
    });
    for (const ending of await Promise.all(contenders)) trials.push(judgeEnding(ending, 'one of six that want a lock'));
    const events = readFileSync(log, 'utf8').trim().split('\n');
    const overlap = events.some((event, i) =>
      i % 2 === 0 ? !event.startsWith('in') : event !== events[i - 1].replace('in', 'out'),
    );
    if (overlap) trials.push({ outcome: 'lost', detail: `two held one lock: ${events}` });
  }
  rmSync(root, { recursive: true });
  return { name: 'six for one lock', trials };
}
