import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { InputError } from './errors';
import { makeFolder, readFile } from './files';

/** Who holds a lock. */
interface Holder {
  pid: number;
  host: string;
}

/**
 * Holds the file `path` until the function that it returns is called, so that no other process does the same work. A lock
 * whose process has ended, killed perhaps, is taken over. Throws InputError, naming `argument`, where another process holds it.
 *
 * @param what is being done, as the user reads it: "step 'tables'"
 */
export function holdLock(path: string, argument: string, what: string): () => void {
  makeFolder(dirname(path));
  const own: Holder = { pid: process.pid, host: hostname() };
  if (!create(path, own)) {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) {
      const where = holder.host === own.host ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
      throw new InputError(
        argument,
        `${what} is under way in ${where}`,
        `wait for it or stop it; if it has ended, remove ${path}`,
      );
    }
    rmSync(path, { force: true });
    create(path, own);
  }
  // of two processes that take over the same lock one comes last
  const holder = readHolder(path);
  if (holder?.pid !== own.pid || holder.host !== own.host) {
    throw new InputError(argument, `${what} has just begun in another process`, 'wait for it');
  }
  return () => rmSync(path, { force: true });
}

/** Makes the file unless it is there. */
function create(path: string, holder: Holder): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify(holder));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    const problem = `cannot write ${path} (${(error as NodeJS.ErrnoException).code})`;
    throw new InputError(path, problem, 'name a folder that you may write to');
  }
}

/** Nothing where the file has gone or says nothing: its process was killed as it wrote. */
function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(`${readFile(path)}`);
  } catch {
    return undefined;
  }
}

/** Whether the process runs; one on another machine is taken to. */
function isAlive({ pid, host }: Holder): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, for another user
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
