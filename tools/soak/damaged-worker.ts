import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { damage } from './damage';
import { damagedKinds, type Readable } from './damaged-kinds';
import type { Trial } from './trials';

const { kind, folder, seed, first, count } = workerData as {
  kind: string;
  folder: string;
  seed: number;
  first: number;
  count: number;
};

async function run(): Promise<void> {
  const random = RandomStream.fromSeed(seed).derive('damage', kind);
  const files = await damagedKinds[kind](join(folder, kind.replaceAll(' ', '-')), random.derive('files'));
  const whole = files.map(({ path }) => readFileSync(path));
  const contents = await Promise.all(files.map(async ({ read }) => read()));
  for (let i = first; i < count; i++) {
    const which = i % files.length;
    const { bytes, how } = damage(whole[which], random.derive(i));
    replace(files[which].path, bytes);
    const trial = await judge(files[which], contents[which], `${i}, ${how}`);
    replace(files[which].path, whole[which]);
    // what a damaged file leaves behind in the program must not spoil the next
    const after =
      trial.outcome === 'refused' ? await judge(files[which], contents[which], `${i}, ${how}, the whole file after it`) : trial;
    parentPort!.postMessage(
      after.outcome === 'refused' ? { ...after, outcome: 'lost' } : after.outcome === 'well' ? trial : after,
    );
  }
}

/** A file of that name that is another for the system too: HDF5 knows one that it has open, and would not read it anew. */
function replace(path: string, bytes: Buffer): void {
  rmSync(path);
  writeFileSync(path, bytes);
}

async function judge({ read }: Readable, content: unknown, detail: string): Promise<Trial> {
  try {
    const found = await read();
    return { outcome: isDeepStrictEqual(found, content) ? 'well' : 'silent', detail };
  } catch (error) {
    const isOneLine = error instanceof InputError && !error.message.includes('\n') && error.message.length < 600;
    if (isOneLine) return { outcome: 'refused', detail: `${detail}: ${error.message}` };
    return { outcome: 'trace', detail: `${detail}: ${error instanceof Error ? error.stack : error}` };
  }
}

void run();
