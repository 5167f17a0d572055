import { rmSync } from 'node:fs';
import type { RandomStream } from '../../src/numerics/random';
import { differencesOf } from './compare';
import type { Workshop } from './kill-commands';
import { timedFiles } from './kill-reproduce';
import { judgeEnding, ranOutOfMemory, start, within } from './process';
import { smallCommands } from './small-commands';
import type { Group, Trial } from './trials';

/**
 * Commands with a limit on the addresses they may have, or on the numbers and objects of JavaScript: each ends well, is refused
 * in one line, or is ended by V8 or the system, which no program can catch. The same command without the limit then ends with
 * the files of an undisturbed one.
 */
export async function littleMemory(shop: Workshop, count: number, random: RandomStream): Promise<Group> {
  const trials: Trial[] = [];
  for (let i = 0; i < count; i++) {
    const small = smallCommands[i % smallCommands.length];
    const { wanted } = await shop.undisturbed(small);
    const out = shop.prepare(small, `memory ${i}`);
    const trial = await runWithin(limitOf(random), shop.argsOf(small, out), small.name);
    const again = judgeEnding(await shop.run(small, out), `${small.name} again after: ${trial.detail}`);
    const different = differencesOf(out, wanted, timedFiles);
    trials.push(
      trial.outcome === 'trace' || different.length === 0
        ? trial
        : { outcome: 'lost', detail: `${again.detail}: other files: ${different}` },
    );
    rmSync(out, { recursive: true });
  }
  return { name: 'little memory', trials };
}

/** A limit, as the shell that becomes Node sets it. */
function limitOf(random: RandomStream): string {
  if (random.integer(2) === 0) return `export NODE_OPTIONS=--max-old-space-size=${20 + random.integer(200)}`;
  return `ulimit -v ${Math.round(2 ** 20 * random.uniform(1, 40))}`;
}

async function runWithin(limit: string, args: readonly string[], name: string): Promise<Trial> {
  const ending = await start(...within(limit, args)).ended;
  const what = `${name} within ${limit}`;
  return ranOutOfMemory(ending) ? { outcome: 'well', detail: `${what}: ended by the system` } : judgeEnding(ending, what);
}
