import { existsSync, writeFileSync } from 'node:fs';

/** A task for the tests of the worker pool: the first to come to a marker that is not there leaves it and dies. */
export default function fragile({ value, marker }: { value: number; marker?: string }): number {
  if (marker && !existsSync(marker)) {
    try {
      writeFileSync(marker, '');
    } finally {
      process.exit(1);
    }
  }
  return value;
}
