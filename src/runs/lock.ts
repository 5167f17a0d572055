import { existsSync, linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { InputError } from './errors';
import { isRunning, makeFolder, partialOf } from './files';
import { refusalOf } from './refusals';

/** Who holds a lock. */
interface Holder {
  pid: number;
  host: string;
  /** When the process began, where the system says: a number may be given to another process later. */
  started?: string;
}

/** How often a holder shows that it is alive, and how old the last sign of one on another machine may be; milliseconds. */
const signEvery = 30_000;
const signLasts = 10 * 60_000;

/**
 * Holds the file `path` until the function that it returns is called, so that no other process does the same work. A lock
 * whose process has ended, killed perhaps, is taken over; of one on another machine that is known after ten minutes without a
 * sign of it. Throws InputError, naming `argument`, where another process holds it.
 *
 * @param what is being done, as the user reads it: "step 'tables'"
 */
export function holdLock(path: string, argument: string, what: string): () => void {
  const own: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  try {
    makeFolder(dirname(path));
    // the last, since its holder may have ended between the two before
    if (!create(path, own) && !takeOver(path, own) && !create(path, own)) throw refuse(path, argument, what);
  } catch (error) {
    throw refusalOf(error, argument, `cannot write ${path}`) ?? error;
  }
  held.add(path);
  const timer = setInterval(() => showLife(path), signEvery).unref();
  return () => {
    clearInterval(timer);
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** Whether a living process holds the lock, and which, as people read it. */
export function holderOf(path: string): string | undefined {
  const holder = readHolder(path);
  if (!holder || !isAlive(path, holder)) return undefined;
  return holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
}

/** Locks that this process holds. */
const held = new Set<string>();

function refuse(path: string, argument: string, what: string): InputError {
  const holder = holderOf(path);
  if (!holder) return new InputError(argument, `${what} has just begun in another process`, 'wait for it');
  return new InputError(argument, `${what} is under way in ${holder}`, `wait for it or stop it; if it has ended, remove ${path}`);
}

/** Makes the file, with all that it says, unless it is there. */
function create(path: string, holder: Holder): boolean {
  const content = JSON.stringify(holder);
  const whole = partialOf(path);
  try {
    writeFileSync(whole, content);
    linkSync(whole, path);
    return true;
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (syscall !== 'link') throw error;
    return createInPlace(path, content);
  } finally {
    rmSync(whole, { force: true });
  }
}

/** The same where the file system knows no second names of a file. */
function createInPlace(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the lock of a process that has ended. Only one process at a time may, or it could take that of another which just did. */
function takeOver(path: string, own: Holder): boolean {
  if (!isStale(path)) return false;
  const guard = `${path}.taken`;
  if (isStale(guard)) rmSync(guard, { force: true });
  if (!create(guard, own)) return false;
  try {
    if (!isStale(path)) return false;
    rmSync(path, { force: true });
    return create(path, own);
  } finally {
    rmSync(guard, { force: true });
  }
}

function isStale(path: string): boolean {
  if (!existsSync(path)) return false;
  const holder = readHolder(path);
  return !holder || !isAlive(path, holder);
}

/** Nothing where the file has gone or says nothing: its process was killed as it wrote. */
function readHolder(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    return Number.isInteger(holder?.pid) && typeof holder.host === 'string' ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(path: string, { pid, host, started }: Holder): boolean {
  if (host !== hostname()) return Date.now() - lastSign(path) < signLasts;
  // in a container that was started again, processes have the numbers of those before
  if (pid === process.pid) return held.has(path);
  return isRunning(pid) && (started === undefined || (startOf(pid) ?? started) === started);
}

function lastSign(path: string): number {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function showLife(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // the folder was taken away, or cannot be reached for now
  }
}

/** When a process began, in the system's own count since it was started; nothing where it does not say. */
function startOf(pid: number): string | undefined {
  try {
    // after the name, which stands in brackets and may hold anything, it is the twentieth
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
