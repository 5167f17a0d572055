import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { type RunControl, throwIfInterrupted } from './control';

/** How many worker threads run at once unless told otherwise: one a core. MICRODESIGN_WORKERS sets another number. */
export function defaultWorkers(): number {
  const asked = Number(process.env.MICRODESIGN_WORKERS);
  return Number.isInteger(asked) && asked > 0 ? asked : availableParallelism();
}

/** Worker threads (of the library piscina) that run one function of a module on task after task. */
export class WorkerPool<Task, Result> {
  private readonly pool: Piscina<Task, Result>;

  /** `module` is the absolute path of a TypeScript module whose default export takes a task and returns its result. */
  constructor(module: string, workers = defaultWorkers()) {
    this.pool = new Piscina({
      filename: join(__dirname, 'worker.cjs'),
      workerData: { module },
      minThreads: 0,
      maxThreads: workers,
      idleTimeout: 2000,
      // --require and loader flags of the main thread are not for the workers: worker.cjs loads what they need
      execArgv: [],
    });
  }

  /** Runs every task; results in the order of the tasks whatever thread had them. `onResult` is told as each is done. */
  async runAll(tasks: readonly Task[], run?: RunControl, onResult?: (result: Result, index: number) => void): Promise<Result[]> {
    throwIfInterrupted(run);
    const stop = new AbortController();
    setMaxListeners(0, stop.signal); // one for each task
    const abort = (): void => stop.abort();
    run?.signal?.addEventListener('abort', abort);
    const results = new Array<Result>(tasks.length);
    try {
      await Promise.all(
        tasks.map(async (task, i) => {
          results[i] = await this.pool.run(task, { signal: stop.signal });
          onResult?.(results[i], i);
        }),
      );
    } catch (error) {
      stop.abort();
      throwIfInterrupted(run);
      throw error;
    } finally {
      run?.signal?.removeEventListener('abort', abort);
    }
    return results;
  }

  /** Ends the threads; a pool that is left alone ends its idle threads by itself. */
  close(): Promise<void> {
    return this.pool.destroy();
  }
}
