import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * A last line of a file with the SHA-256 of all before it. HDF5 does not look beyond what it wrote; we look at the line first:
 * HDF5 reads some damaged files for ever, and takes others for whole.
 */

const words = 'microdesign sha256 ';
const length = words.length + 64 + 1;
const together = 2 ** 20;

/** Writes the line at the end of a file. */
export function appendTrailer(path: string): void {
  appendFileSync(path, `${words}${hashUpTo(path, 0)}\n`);
}

/** Whether a file is as it was when its last line was written; nothing where it has no such line, as those of others. */
export function matchesTrailer(path: string): boolean | undefined {
  const line = lastBytes(path);
  if (!line.startsWith(words) || !line.endsWith('\n')) return undefined;
  return line.slice(words.length, -1) === hashUpTo(path, length);
}

function lastBytes(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const read = readSync(file, bytes, 0, length, Math.max(0, fstatSync(file).size - length));
    return bytes.toString('latin1', 0, read);
  } finally {
    closeSync(file);
  }
}

/** The SHA-256 of a file but for so many bytes at its end. */
function hashUpTo(path: string, rest: number): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(together);
    for (let left = fstatSync(file).size - rest; left > 0; ) {
      const read = readSync(file, bytes, 0, Math.min(together, left), null);
      if (read === 0) break;
      hash.update(bytes.subarray(0, read));
      left -= read;
    }
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}
