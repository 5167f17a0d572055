import { join } from 'node:path';
import type { Microstructure } from '../microstructure/microstructure';
import type { RunControl } from '../runs/control';
import { WorkerPool } from '../runs/pool';
import type { AbsorptionResult, AbsorptionTask } from './absorption-task';
import type { FilmSettings } from './settings';

/** The physics, as the methods see it: microstructures in, one property each out. */
export interface PropertySimulator {
  readonly settings: FilmSettings;
  /** Microstructures simulated so far. */
  readonly calls: number;
  /** One property (absorption, 0 … 1) for each microstructure. */
  simulate(batch: readonly Microstructure[], run?: RunControl): Promise<Float64Array>;
}

/** Images a task: few enough to keep all threads busy to the end, enough that passing them costs nothing. */
const imagesPerTask = 4;

/** Absorption of unpolarised light at normal incidence by rigorous coupled-wave analysis, on worker threads. */
export class FilmSimulator implements PropertySimulator {
  private readonly pool: WorkerPool<AbsorptionTask, AbsorptionResult>;
  private simulated = 0;
  /** Films that single precision was too coarse for, so that they were solved again in double precision. */
  redone = 0;

  constructor(
    readonly settings: FilmSettings,
    workers?: number,
  ) {
    this.pool = new WorkerPool(join(__dirname, 'absorption-task.ts'), workers);
  }

  get calls(): number {
    return this.simulated;
  }

  async simulate(batch: readonly Microstructure[], run?: RunControl): Promise<Float64Array> {
    const tasks: AbsorptionTask[] = [];
    for (let i = 0; i < batch.length; i += imagesPerTask) {
      tasks.push({ settings: this.settings, batch: batch.slice(i, i + imagesPerTask) });
    }
    let done = 0;
    const results = await this.pool.runAll(tasks, run, ({ absorptions, redone }) => {
      done += absorptions.length;
      this.simulated += absorptions.length;
      this.redone += redone;
      const note = this.redone > 0 ? `${this.redone} solved again in double precision` : undefined;
      run?.onProgress?.({ label: 'simulating', done, total: batch.length, note });
    });
    return Float64Array.from(results.flatMap(({ absorptions }) => absorptions));
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
