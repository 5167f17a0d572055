import { cpus } from 'node:os';
import { basename, dirname } from 'node:path';
import type { ShardReport } from '../../datasets/shards';
import type { RunControl } from '../../runs/control';
import { removePartials, writeFile } from '../../runs/files';
import { readJsonIfThere } from '../../runs/json';
import { defaultWorkers } from '../../runs/pool';
import { countCalls, type PropertySimulator } from '../../simulation/simulator';

/** What building a data set took: the sum over its shards, whenever they were built. */
export interface BuildTiming {
  processor: string;
  node: string;
  workers: number;
  simulations: number;
  seconds: number;
}

/** Times the building of shards, says how fast it goes, and keeps the sum in a file. */
export class BuildClock {
  private start = performance.now();
  private simulations = 0;
  private first: { time: number; done: number } | undefined;

  constructor(
    private readonly path: string,
    private readonly simulator: PropertySimulator,
    private readonly workers = defaultWorkers(),
  ) {}

  /** The run, with simulations per second and the time left in its progress. */
  watch(run: RunControl): RunControl {
    const onProgress: RunControl['onProgress'] = (progress) => {
      const time = performance.now();
      this.first ??= { time, done: progress.done };
      const seconds = Math.max(1e-3, (time - this.first.time) / 1000);
      const pace = (progress.done - this.first.done) / seconds;
      const rate = `${(countCalls(this.simulator) / seconds).toFixed(1)} images/s`;
      const left = pace > 0 ? `, ${((progress.total - progress.done) / pace / 60).toFixed(0)} min left` : '';
      run.onProgress?.({ ...progress, note: [`${rate}${left}`, progress.note].filter(Boolean).join('; ') });
    };
    return { signal: run.signal, onProgress };
  }

  /** Adds what was done since the last shard, where this one was built. */
  record({ wasThere }: ShardReport): void {
    const seconds = (performance.now() - this.start) / 1000;
    const calls = countCalls(this.simulator);
    const simulations = calls - this.simulations;
    this.start = performance.now();
    this.simulations = calls;
    if (wasThere) return;
    const before = readTiming(this.path);
    const timing: BuildTiming = {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      node: process.version,
      workers: this.workers,
      simulations: (before?.simulations ?? 0) + simulations,
      seconds: Math.round(((before?.seconds ?? 0) + seconds) * 10) / 10,
    };
    removePartials(dirname(this.path), basename(this.path));
    writeFile(this.path, `${JSON.stringify(timing, null, 2)}\n`);
  }
}

/** What the shards in a folder took to build, where it was recorded. */
export const readTiming = (path: string): BuildTiming | undefined => readJsonIfThere<BuildTiming>(path);
