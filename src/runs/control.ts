import { Interrupted } from './errors';

/** How far a piece of work has come. */
export interface Progress {
  /** What is being done, in a few words: "training the generator". */
  label: string;
  done: number;
  total: number;
  /** A measurement worth watching: "loss 0.42". */
  note?: string;
}

/** What long work is given to report its progress and to be stopped by. */
export interface RunControl {
  signal?: AbortSignal;
  onProgress?(progress: Progress): void;
}

/** The same for work that can be taken up where it stopped. */
export interface KeptRun extends RunControl {
  /** A folder of its own for checkpoints; without one nothing is kept. */
  scratch?: string;
}

/** What is kept of a training that has no folder for checkpoints. */
export const nothingKept = 'nothing of it is kept, since it has no folder for checkpoints';

/** Throws `Interrupted`, saying what is kept, once the run's signal has been raised; called between steps of long work. */
export function throwIfInterrupted(run?: RunControl, kept?: string): void {
  if (run?.signal?.aborted) throw new Interrupted(kept);
}

/** Lets timers, signals and displays have their turn; long synchronous loops call it between steps. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
