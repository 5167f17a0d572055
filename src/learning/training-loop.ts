import { breathe, nothingKept, type RunControl, throwIfInterrupted } from '../runs/control';

/** A training in small steps. */
export interface Training {
  readonly isDone: boolean;
  /** One step: a batch. */
  advance(): void;
}

/** How a training is kept from being lost. */
export interface Keeping {
  /** Writes its checkpoint. */
  save(): void;
  /** Seconds from one checkpoint to the next, at least. */
  every: number;
}

/**
 * Takes a training to its end. With `keeping` it is saved now and then, at its end, and before it is interrupted; without, what
 * was done is lost then.
 *
 * @param onStep called after each step
 */
export async function trainToEnd(
  training: Training,
  run: RunControl | undefined,
  keeping: Keeping | undefined,
  onStep: () => void,
): Promise<void> {
  let savedAt = performance.now();
  while (!training.isDone) {
    if (run?.signal?.aborted) keeping?.save();
    throwIfInterrupted(run, keeping ? undefined : nothingKept);
    training.advance();
    if (keeping && (training.isDone || performance.now() - savedAt >= 1000 * keeping.every)) {
      keeping.save();
      savedAt = performance.now();
    }
    onStep();
    await breathe();
  }
}
