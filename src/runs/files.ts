import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { InputError } from './errors';
import { refusalOf } from './refusals';

/** The repository's root: data/, figures/ and node_modules/ lie under it. A notebook may come here by notebooks/src, a link. */
export const repositoryRoot = resolve(realpathSync(__dirname), '../..');

/** Makes a folder and those above it. Not by mkdir's own recursion, which never ends where the system refuses a folder. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // another process may have made it just now
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Writes a file whole or not at all, making its folder; what cannot be written is an `InputError` about `argument`. */
export function writeFile(path: string, content: string | Uint8Array, argument = path): void {
  try {
    makeFolder(dirname(path));
    replaceFile(existsSync(path) ? realpathSync(path) : path, (partial) => {
      // writes all, or fails: one call of the system may write less than it was asked to, as where the disk is full
      writeFileSync(partial, content);
    });
  } catch (error) {
    throw refusalOf(error, argument, `cannot write ${path}`) ?? error;
  }
}

/** Files that this process has begun to write. */
let begun = 0;
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** The name under which a file is written, beside its own: it says by which process. */
export const partialOf = (path: string): string => `${path}.${machine}-${process.pid}-${++begun}.partial`;
/** Milliseconds after which what a process of another machine has not finished is taken to be left. */
const patience = 3_600_000;

/**
 * Lets `write` make a file beside the one of that path, and puts it in its place once it is on the disk. What fails leaves the
 * old file, and nothing of the new one.
 */
export function replaceFile(path: string, write: (partial: string) => void): void {
  const partial = partialOf(path);
  try {
    write(partial);
    const file = openSync(partial, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** Takes away what killed processes have left of files that they were writing: of all in a folder, or of those of one name. */
export function removePartials(folder: string, file?: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => file === undefined || each.startsWith(`${file}.`))) {
    const [, by, pid] = /\.([0-9a-f]{8})-(\d+)-\d+\.partial$/.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const isLeft = by === machine ? !isRunning(Number(pid)) : Date.now() - statSync(path).mtimeMs > patience;
    if (isLeft) rmSync(path, { force: true });
  }
}

/** Whether a process of that number runs on this machine, ours or another's. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for another user
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Reads a file; one that cannot be read is an `InputError` about `argument`. */
export function readFile(path: string, argument = path): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
    throw new InputError(argument, `${path}: ${reason}`, 'name an existing, readable file');
  }
}

/** SHA-256 of bytes or text, in hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
