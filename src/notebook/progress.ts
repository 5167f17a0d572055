import { randomUUID } from 'node:crypto';
import type { Progress, RunControl } from '../runs/control';
import { display } from './display';

const barLength = 24;
/** Milliseconds between two drawings of the line. */
const pause = 150;

/**
 * Shows progress in the running cell, in one line that is replaced as the work goes on. What remains of it, "label: 30 of
 * 30", is the same for every run: measurements are shown only on the way.
 */
export function progressDisplay(): NonNullable<RunControl['onProgress']> {
  const place = randomUUID();
  let isUpdate = false;
  let drawnAt = 0;
  return (progress) => {
    const isDone = progress.done >= progress.total;
    const now = Date.now();
    if (!isDone && now - drawnAt < pause) return;
    drawnAt = now;
    display({ 'text/plain': isDone ? finalLine(progress) : line(progress) }, { place, isUpdate });
    isUpdate = true;
  };
}

function line({ label, done, total, note }: Progress): string {
  const filled = Math.round((barLength * done) / total);
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(barLength - filled)} ${done} of ${total}${note ? `  ${note}` : ''}`;
}

function finalLine({ label, total }: Progress): string {
  return `${label}: ${total} of ${total}`;
}
