import { InputError } from './errors';

/** What the system refuses, and what can be done about it. */
const remedies: Record<string, string> = {
  ENOSPC: 'make room on its disk, or name a folder on another',
  EDQUOT: 'make room in your quota, or name a folder on another disk',
  EFBIG: 'allow larger files (ulimit -f), or name a folder on another disk',
  EROFS: 'name a folder that can be written to: this one is read-only',
  EIO: 'see whether its disk is sound, or name a folder on another',
  EMFILE: 'allow more open files (ulimit -n)',
  ENFILE: 'close other programs: the system has too many files open',
  ENOMEM: 'close other programs: the system has no memory left',
};
const writable = 'name a folder that you may write to';

/** A file that cannot be written, in one line; nothing where the error is not the system's. */
export function refusalOf(error: unknown, argument: string, problem: string): InputError | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return new InputError(argument, `${problem} (${code})`, remedies[code] ?? writable);
}

/** Whether the system lacks room, rights or memory: no fault of this program, whatever it was doing. */
export function isRefused(error: unknown): error is NodeJS.ErrnoException {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined && (code === 'EACCES' || code === 'EPERM' || Object.hasOwn(remedies, code ?? ''));
}

/** Whether an error says that there is no memory for what was asked for. */
export function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY' || code === 'ERR_WORKER_INIT_FAILED') return true;
  if (error instanceof RangeError) return /memory|allocation failed|Invalid (typed )?array (buffer )?length/i.test(error.message);
  return /out of memory|could not allocate|Cannot enlarge memory|Aborted\(OOM|malloc|memory allocation/i.test(error.message);
}
