import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Solution } from '../../src/optics/solver/solve';
import type { Code } from './codes';
import { onCores, python, threadEnvironment } from './environment';

/** What measure.py and ours.ts print for one number of harmonics. */
export interface Measurement {
  harmonics: number;
  /** Seconds of each image, both polarisations. */
  times: number[];
  /** Of each image; null where time ran out before it. */
  powers: (Record<'s' | 'p', Pick<Solution['s'], 'R' | 'T'>> | null)[];
  /** Linear algebra libraries and their kernels. */
  blas: string[];
}

/** Longest that one code may take for one table row, seconds. */
const patience = 150;

/**
 * Measures a code for each number of harmonics, on one core or on two. On two, the peers' libraries get two threads; ours,
 * which has one, runs as two processes side by side, and the times are those that give the sum of their rates.
 */
export async function measure(
  code: Code,
  problems: readonly object[],
  threads: number,
  seconds: number,
  harmonics: readonly number[],
): Promise<Measurement[]> {
  const cores = Array.from({ length: threads }, (_, core) => core);
  const input = JSON.stringify(problems);
  const settings = [String(seconds), ...harmonics.map(String)];
  if (code.module) {
    const command = onCores(cores, [python, join(__dirname, 'measure.py'), code.module, code.precision, ...settings]);
    return run(command, { ...threadEnvironment(threads), ...code.environment }, input);
  }
  const ours = [process.execPath, '-r', 'tsx/cjs', join(__dirname, 'ours.ts'), code.precision, code.rule, code.truncation];
  const runs = cores.map((core) => run(onCores([core], [...ours, ...settings]), process.env, input));
  const [first, ...others] = await Promise.all(runs);
  return first.map((measurement, i) => {
    const rate = [first, ...others].reduce((sum, one) => sum + 1 / median(one[i].times), 0);
    return { ...measurement, times: [1 / rate] };
  });
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function run([program, ...args]: string[], env: NodeJS.ProcessEnv, input: string): Promise<Measurement[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, timeout: 1000 * patience, stdio: ['pipe', 'pipe', 'pipe'] });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0)
        resolve(
          output
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        );
      else reject(new Error(signal ? `stopped after ${patience} s` : (errors.trim().split('\n').pop() ?? `exit code ${status}`)));
    });
    child.stdin.end(input);
  });
}
