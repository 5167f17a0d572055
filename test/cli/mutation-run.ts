import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Verdict } from './mutation-worker';

/** A problem that takes longer, in milliseconds, counts as hanging. */
const patience = 10_000;

export interface MutationCounts {
  solved: number;
  refused: number;
  /** What went wrong, with the number of the problem. */
  faults: string[];
}

/** Solves mutated problems number 0 … count − 1 in a thread of its own, which is ended when one hangs. */
export async function runMutations(seed: number, count: number): Promise<MutationCounts> {
  const counts: MutationCounts = { solved: 0, refused: 0, faults: [] };
  for (let next = 0; next < count; ) next = await runFrom(seed, next, count, counts);
  return counts;
}

/** Runs until a problem hangs or kills the thread; returns the number of the next. */
function runFrom(seed: number, first: number, count: number, counts: MutationCounts): Promise<number> {
  return new Promise((resolve) => {
    const worker = new Worker('require("tsx/cjs"); require(require("node:worker_threads").workerData.module)', {
      eval: true,
      execArgv: [],
      workerData: { module: join(__dirname, 'mutation-worker.ts'), seed, first, count },
    });
    let next = first;
    const giveUp = (why: string) => {
      counts.faults.push(`${next}: ${why}`);
      void worker.terminate();
      resolve(next + 1);
    };
    // The first also loads the modules.
    let watch = setTimeout(giveUp, 3 * patience, 'hangs');
    worker.on('message', ({ outcome, fault }: Verdict) => {
      clearTimeout(watch);
      counts[outcome]++;
      if (fault) counts.faults.push(`${next}: ${fault}`);
      next++;
      if (next === count) resolve(next);
      else watch = setTimeout(giveUp, patience, 'hangs');
    });
    worker.on('error', (error) => {
      clearTimeout(watch);
      giveUp(`ends the thread: ${error}`);
    });
  });
}

/** Asserts that nothing went wrong, and that enough problems of either kind were among them. */
export function assertSurvived({ solved, refused, faults }: MutationCounts, count: number): void {
  assert.deepEqual(faults, []);
  assert.equal(solved + refused, count);
  assert.ok(solved > count / 4 && refused > count / 4, `${solved} of ${count} were solved`);
}
