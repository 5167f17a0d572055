import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { type RunControl, throwIfInterrupted } from './control';

/** How many worker threads run at once unless told otherwise: one a core. MICRODESIGN_WORKERS sets another number. */
export function defaultWorkers(): number {
  const asked = Number(process.env.MICRODESIGN_WORKERS);
  return Number.isInteger(asked) && asked > 0 ? asked : availableParallelism();
}

/** Threads that a task may lose before it is given up. */
const attempts = 3;

/** Worker threads (of the library piscina) that run one function of a module on task after task. */
export class WorkerPool<Task, Result> {
  private readonly pool: Piscina<Task, Result>;
  /** What gives up the tasks under way. */
  private readonly giveUp = new Set<(error: Error) => void>();

  /** `module` is the absolute path of a TypeScript module whose default export takes a task and returns its result. */
  constructor(
    module: string,
    private readonly workers = defaultWorkers(),
  ) {
    this.pool = new Piscina({
      filename: join(__dirname, 'worker.cjs'),
      workerData: { module },
      minThreads: 0,
      maxThreads: workers,
      idleTimeout: 2000,
      // --require and loader flags of the main thread are not for the workers: worker.cjs loads what they need
      execArgv: [],
    });
    // a thread that cannot even start has no task that could tell of it
    this.pool.on('error', (error: Error) => {
      for (const reject of this.giveUp) reject(error);
    });
  }

  /**
   * Runs every task; results in the order of the tasks whatever thread had them. `onResult` is told as each is done. After
   * an abort signal the tasks under way are let finish, and no other is begun.
   */
  async runAll(tasks: readonly Task[], run?: RunControl, onResult?: (result: Result, index: number) => void): Promise<Result[]> {
    const results = new Array<Result>(tasks.length);
    let next = 0;
    let failed = false;
    const runLane = async (): Promise<void> => {
      while (next < tasks.length && !failed) {
        throwIfInterrupted(run);
        const i = next++;
        results[i] = await this.runTask(tasks[i]);
        onResult?.(results[i], i);
      }
    };
    // two lanes for each thread: while one task runs the next waits at the door
    const lanes = Array.from({ length: 2 * this.workers }, () =>
      runLane().catch((error) => {
        failed = true;
        throw error;
      }),
    );
    const fault = (await Promise.allSettled(lanes)).find((lane): lane is PromiseRejectedResult => lane.status === 'rejected');
    if (fault) throw fault.reason;
    return results;
  }

  /** A thread that dies at its work is replaced, and the work done again; a task that kills its threads is given up. */
  private async runTask(task: Task): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.runOnce(task);
      } catch (error) {
        const died = error instanceof Error && error.message.startsWith('worker exited');
        if (!died || attempt === attempts) throw error;
      }
    }
  }

  private async runOnce(task: Task): Promise<Result> {
    let reject = (_: Error): void => undefined;
    const failure = new Promise<never>((_, give) => {
      reject = give;
      this.giveUp.add(reject);
    });
    try {
      return await Promise.race([this.pool.run(task), failure]);
    } finally {
      this.giveUp.delete(reject);
    }
  }

  /** The threads that live now. */
  get threads(): readonly Worker[] {
    return this.pool.threads;
  }

  /** Ends the threads; a pool that is left alone ends its idle threads by itself. */
  close(): Promise<void> {
    return this.pool.destroy();
  }
}
