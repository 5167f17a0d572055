import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median } from 'simple-statistics';
import type { OpticalProblem, Truncation } from '../../src/optics/problem/problem';
import type { Solution } from '../../src/optics/solver/solve';
import type { Code } from './codes';
import { onCores, python, threadEnvironment } from './environment';
import { problemJson } from './problems';

/** What measure.py and ours.ts read: the images of each problem by each truncation. */
export interface Input {
  readonly problems: readonly object[];
  readonly truncations: readonly Truncation[];
}

/** R and T of one image, and T of its order (+1, 0) in p light. */
export type Powers = Record<'s' | 'p', Pick<Solution['s'], 'R' | 'T'>> & { readonly first: number };

/** What measure.py and ours.ts print for one truncation. */
export interface Measurement {
  harmonics: number;
  /** Seconds of each image, both polarisations. */
  times: number[];
  /** Of each image; null where time ran out before it. */
  powers: (Powers | null)[];
  /** Linear algebra libraries and their kernels. */
  blas: string[];
}

/** Longest that one code may take for one class of problems, seconds. */
const patience = 900;

/** The measurements of a code on one core, one truncation after the other; who stops asking stops the code. */
export function measurements(
  code: Code,
  problems: readonly OpticalProblem[],
  truncations: readonly Truncation[],
  seconds: number,
  cores: readonly number[] = [0],
): AsyncGenerator<Measurement> {
  const input = JSON.stringify({ problems: problems.map(problemJson), truncations } satisfies Input);
  const peer = [python, join(__dirname, 'measure.py'), code.module ?? '', code.precision];
  const ours = [process.execPath, '-r', 'tsx/cjs', join(__dirname, 'ours.ts'), code.precision, code.rule];
  const environment = code.module ? { ...threadEnvironment(cores.length), ...code.environment } : process.env;
  return run(onCores(cores, [...(code.module ? peer : ours), String(seconds)]), environment, input);
}

/**
 * All of them on one core or on two. On two, the peers' libraries get two threads; ours, which has one, runs as two
 * processes side by side, and the times are those that give the sum of their rates.
 */
export async function measureAll(
  code: Code,
  problems: readonly OpticalProblem[],
  truncations: readonly Truncation[],
  seconds: number,
  threads = 1,
): Promise<Measurement[]> {
  const cores = Array.from({ length: threads }, (_, core) => core);
  const sharesOfCores = code.module ? [cores] : cores.map((core) => [core]);
  const runs = sharesOfCores.map((share) => collect(measurements(code, problems, truncations, seconds, share)));
  const [first, ...others] = await Promise.all(runs);
  if (others.length === 0) return first;
  return first.map((measurement, i) => {
    const rate = [first, ...others].reduce((sum, one) => sum + 1 / median(one[i].times), 0);
    return { ...measurement, times: [1 / rate] };
  });
}

async function collect<T>(values: AsyncGenerator<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function* run([program, ...args]: string[], env: NodeJS.ProcessEnv, input: string): AsyncGenerator<Measurement> {
  const child = spawn(program, args, { env, timeout: 1000 * patience, stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (status, signal) => {
      if (status === 0) resolve(undefined);
      else resolve(signal ? `stopped after ${patience} s` : (errors.trim().split('\n').pop() ?? `exit code ${status}`));
    });
  });
  child.stdin.on('error', () => {}); // what went wrong is told by 'close'
  child.stdin.end(input);
  try {
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
    const failure = await ended;
    if (failure !== undefined) throw new Error(failure);
  } finally {
    child.kill();
  }
}
