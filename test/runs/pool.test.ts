import assert from 'node:assert/strict';
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

  it('passes on what a task throws', async () => {
    const pool = new WorkerPool<number, number>(squares, 2);
    await assert.rejects(pool.runAll([1, -1]), /negative/);
    await pool.close();
  });
});
