import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { runMutations } from '../../test/cli/mutation-run';
import { damagedKinds } from './damaged-kinds';
import type { Group, Trial } from './trials';

/** A file that takes longer to read, in milliseconds, counts as hanging; the first has the modules to load. */
const patience = 60_000;
const patienceAtFirst = 300_000;

/** So many damaged files of each kind, read as the program reads them, and problems of `simulate` that were mutated. */
export async function damagedFiles(seed: number, count: number): Promise<Group[]> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const groups: Group[] = [];
  try {
    for (const kind of Object.keys(damagedKinds)) {
      const trials: Trial[] = [];
      while (trials.length < count) await runFrom(kind, folder, seed, count, trials);
      groups.push({ name: `damaged files: ${kind}`, trials });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [...groups, await mutatedProblems(seed, count)];
}

/** Runs until a file hangs or kills the thread. */
function runFrom(kind: string, folder: string, seed: number, count: number, trials: Trial[]): Promise<void> {
  return new Promise((resolve) => {
    const worker = new Worker('require("tsx/cjs"); require(require("node:worker_threads").workerData.module)', {
      eval: true,
      execArgv: [],
      workerData: { module: join(__dirname, 'damaged-worker.ts'), kind, folder, seed, first: trials.length, count },
    });
    const giveUp = (why: string): void => {
      clearTimeout(watch);
      trials.push({ outcome: 'trace', detail: `${trials.length}: ${why}` });
      void worker.terminate().then(() => resolve());
    };
    let watch = setTimeout(giveUp, patienceAtFirst, 'hangs');
    worker.on('message', (trial: Trial) => {
      clearTimeout(watch);
      trials.push(trial);
      if (trials.length < count) watch = setTimeout(giveUp, patience, 'hangs');
      else void worker.terminate().then(() => resolve());
    });
    worker.once('error', (error) => giveUp(`ends the thread: ${error.stack}`));
  });
}

/** JSON files of `simulate`, by the mutations of its tests. */
async function mutatedProblems(seed: number, count: number): Promise<Group> {
  const { refused, faults } = await runMutations(seed, count);
  const many = (length: number, outcome: Trial['outcome']): Trial[] => Array.from({ length }, () => ({ outcome, detail: '' }));
  const bad = faults.map((detail): Trial => ({ outcome: 'trace', detail }));
  const kept = Math.min(refused, count - bad.length);
  return {
    name: 'damaged files: JSON problems',
    trials: [...many(count - bad.length - kept, 'well'), ...many(kept, 'refused'), ...bad],
  };
}
