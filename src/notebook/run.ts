import type { RunControl } from '../runs/control';
import { progressDisplay } from './progress';

const notebookProcess = process as NodeJS.EventEmitter;
let interrupting = new AbortController();
notebookProcess.on('notebook:interrupt', () => {
  interrupting.abort();
  interrupting = new AbortController();
});

/** Is raised when the user next interrupts the notebook. */
export function interruptSignal(): AbortSignal {
  return interrupting.signal;
}

/** For long work in a cell: its progress is shown below the cell, and the notebook's stop button stops it. */
export function cellRun(): RunControl {
  return { signal: interruptSignal(), onProgress: progressDisplay() };
}
