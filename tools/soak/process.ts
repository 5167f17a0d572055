import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import type { Trial } from './trials';

/** How a process ended. */
export interface Ending {
  code: number | null;
  signal: string | null;
  out: string;
  err: string;
}

/** A process of a trial. */
export interface Started {
  child: ChildProcess;
  ended: Promise<Ending>;
}

/** A process that has computed for so many seconds hangs, and one that is there for so many, however busy the machine is. */
const patience = { computing: 240, there: 3600 };

/** Starts a program; `onLine` is told each line that it prints. */
export function start(program: string, args: readonly string[], onLine: (line: string) => void = () => {}): Started {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, MICRODESIGN_WORKERS: '2' } });
  let [out, err, line] = ['', '', ''];
  child.stdout.on('data', (data) => {
    out += data;
    const lines = `${line}${data}`.split('\n');
    line = lines.pop()!;
    for (const each of lines) onLine(each);
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<Ending>((resolve, reject) => {
    const since = performance.now();
    const watch = setInterval(() => {
      if (secondsComputed(child.pid!) < patience.computing && performance.now() - since < 1000 * patience.there) return;
      err += 'hangs';
      child.kill('SIGKILL');
    }, 2000);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(watch);
      resolve({ code, signal, out, err });
    });
  });
  return { child, ended };
}

/** What a process has computed so far, as Linux tells it in hundredths of a second; 0 elsewhere. */
function secondsComputed(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

/** Node with TypeScript, running a file of the repository. */
export const script = (file: string, ...args: string[]): string[] => [
  ...['-r', join(repositoryRoot, 'node_modules/tsx/dist/cjs/index.cjs')],
  ...[join(repositoryRoot, file), ...args],
];

/** The command line. */
export const command = (...args: string[]): string[] => [join(repositoryRoot, 'bin/microdesign.cjs'), ...args];

/** Node with a limit or a mount of its own: `before` is run by the shell that then becomes Node. */
export const within = (before: string, args: readonly string[]): [string, string[]] => [
  'sh',
  ['-c', `${before} && exec "$0" "$@"`, process.execPath, ...args],
];

/** V8 and libc end a process that has no memory themselves, and no program can catch it. */
const endedForMemory =
  /FATAL ERROR|Fatal process (out of memory|OOM)|Fatal JavaScript|bad_alloc|runtime: cannot allocate|cannot reserve arena|out of memory/;

export const ranOutOfMemory = ({ code, signal, err }: Ending): boolean =>
  (code !== 0 && code !== 2 && endedForMemory.test(err)) || signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGILL';

/** How a process ended that was let be: done, or refused in one line. */
export function judgeEnding(ending: Ending, what: string): Trial {
  const { code, signal, err } = ending;
  const errors = err.split('\n').filter((line) => line.startsWith('error: '));
  const hasTrace = /^\s+at .+[:(]/m.test(err);
  if (code === 0 && !hasTrace) return { outcome: 'well', detail: what };
  if (code === 2 && errors.length === 1 && !hasTrace) return { outcome: 'refused', detail: `${what}: ${errors[0]}` };
  return { outcome: 'trace', detail: `${what}: code ${code}, signal ${signal}: ${err.slice(-1500)}` };
}
