import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { sync as writeFileAtomic } from 'write-file-atomic';
import { InputError } from './errors';

/** The repository's root: data/, figures/ and node_modules/ lie under it. A notebook may come here by notebooks/src, a link. */
export const repositoryRoot = resolve(realpathSync(__dirname), '../..');

/** Makes a folder and those above it. Not by mkdir's own recursion, which never ends where the system refuses a folder. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Writes a file whole or not at all, making its folder; what cannot be written is an `InputError` about `argument`. */
export function writeFile(path: string, content: string | Uint8Array, argument = path): void {
  try {
    makeFolder(dirname(path));
    writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content));
  } catch (error) {
    throw new InputError(
      argument,
      `cannot write ${path} (${(error as NodeJS.ErrnoException).code})`,
      'name a folder that you may write to',
    );
  }
}

/** Reads a file; one that cannot be read is an `InputError` about `argument`. */
export function readFile(path: string, argument = path): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    throw new InputError(argument, `${path}: ${reason}`, 'name an existing, readable file');
  }
}

/** SHA-256 of bytes or text, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
