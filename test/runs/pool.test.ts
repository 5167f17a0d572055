import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkerPool } from '../../src/runs/pool';

describe('worker pool', () => {
  const squares = join(__dirname, 'square.ts');

  it('gives results in the order of the tasks, whatever the number of threads', async () => {
    const tasks = Array.from({ length: 20 }, (_, i) => i);
    for (const workers of [1, 3]) {
      const pool = new WorkerPool<number, number>(squares, workers);
      const seen: number[] = [];
      const results = await pool.runAll(tasks, {}, (_, i) => seen.push(i));
      assert.deepEqual(
        results,
        tasks.map((task) => task ** 2),
      );
      assert.deepEqual(
        seen.sort((a, b) => a - b),
        tasks,
      );
      await pool.close();
    }
  });

  it('stops at the abort signal', async () => {
    const pool = new WorkerPool<number, number>(squares, 2);
    const controller = new AbortController();
    const all = pool.runAll(Array(50).fill(3), { signal: controller.signal }, () => controller.abort());
    await assert.rejects(all, /interrupted/);
    await pool.close();
  });

  it('replaces a thread that dies and does its task again, and gives up a task that kills every thread', async () => {
    const pool = new WorkerPool<{ value: number; marker?: string }, number>(join(__dirname, 'fragile.ts'), 2);
    const marker = join(mkdtempSync(join(tmpdir(), 'microdesign-')), 'died');
    const tasks = Array.from({ length: 12 }, (_, i) => ({ value: i, marker: i === 5 ? marker : undefined }));
    assert.deepEqual(
      await pool.runAll(tasks),
      tasks.map(({ value }) => value),
    );
    assert.ok(existsSync(marker), 'no thread died');
    await assert.rejects(pool.runAll([{ value: 1, marker: '/dev/null/nowhere' }]), /worker exited/);
    await pool.close();
  });

  it('passes on what a task throws', async () => {
    const pool = new WorkerPool<number, number>(squares, 2);
    await assert.rejects(pool.runAll([1, -1]), /negative/);
    await pool.close();
  });

  it('passes on what keeps a thread from starting', async () => {
    const lost = new WorkerPool<number, number>('/there/is/none.ts', 1);
    await assert.rejects(lost.runAll([1, 2, 3]), /Cannot find module '\/there\/is\/none.ts'/);
    await lost.close();
  });
});
