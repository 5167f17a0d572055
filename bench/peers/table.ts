import { median } from 'simple-statistics';
import type { Step } from './accuracy';
import type { ProblemClass, Target } from './classes';
import type { Code } from './codes';
import type { Measurement } from './measurement';
import { firstWithin } from './within';

/** What was measured of one code. */
export interface Row {
  code: Code;
  /** By the class's name. */
  steps: Record<string, Step[]>;
  /** By the class's name, the number of harmonics and the number of threads. */
  measured: Record<string, Record<number, Record<number, Measurement>>>;
  /** Largest difference from our R and T for the same equations. */
  disagreement?: number;
  failures: string[];
}

const legend = `N: the first number of harmonics tried at which the error is within the bound and at the next number tried is so too;
by which N it was not, where there is none or the code was given up (from N = 225, above 1.5 times the bound). Seconds an image: median of the images, both polarisations; on two threads, a
peer's libraries have two, ours runs as two processes. Ratio: over the seconds of the fastest row of ours in precision auto.
Agrees to: largest difference in R or T from ours for the same equations at N = 49.`;

/** Where a code reaches a target for good. */
export function reached(row: Row, { name, targets }: ProblemClass, target: Target): Step | undefined {
  const i = targets.indexOf(target);
  return firstWithin(row.steps[name] ?? [], ({ errors }) => errors[i] <= target.bound);
}

/** Tables in Markdown, one for each target of each class of problems. */
export function tables(rows: readonly Row[], classes: readonly ProblemClass[]): string {
  const parts = classes.flatMap((one) => one.targets.map((target) => table(rows, one, target)));
  const kernels = rows.flatMap(({ code, measured, disagreement, failures }) => {
    const blas = Object.values(measured).flatMap((numbers) => Object.values(numbers).map((threads) => threads[1]?.blas ?? []))[0];
    const agrees = disagreement === undefined ? [] : [`agrees to ${disagreement.toExponential(0)}`];
    return [`- ${code.label}, ${code.precision}: ${[...(blas ?? []), ...agrees, ...failures].join('; ')}`];
  });
  return [...parts, legend, '', 'Linear algebra on one thread:', ...kernels].join('\n');
}

function table(rows: readonly Row[], one: ProblemClass, target: Target): string {
  const head = ['code', 'precision', 'N', 'error', 's/image, 1 thread', 'ratio', 's/image, 2 threads', 'ratio'];
  const secondsOf = (row: Row, threads: number): number | undefined => {
    const measured = row.measured[one.name]?.[reached(row, one, target)?.harmonics ?? NaN]?.[threads];
    return measured && median(measured.times);
  };
  const fastest = (threads: number) =>
    Math.min(...rows.filter(({ code }) => code.precision === 'auto').map((row) => secondsOf(row, threads) ?? Infinity));
  const lines = rows.map((row) => {
    const { code, steps } = row;
    const last = steps[one.name]?.at(-1);
    const found = reached(row, one, target);
    const number = found ? String(found.harmonics) : last ? `not by ${last.harmonics}` : '';
    const error = (found ?? last)?.errors[one.targets.indexOf(target)].toFixed(4) ?? '';
    const times = [1, 2].flatMap((threads) => {
      const seconds = secondsOf(row, threads);
      return seconds === undefined ? ['', ''] : [seconds.toPrecision(2), (seconds / fastest(threads)).toFixed(1)];
    });
    return [code.label, code.precision, number, error, ...times];
  });
  const markdown = [head, head.map((_, i) => (i < 2 ? '---' : '--:')), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return `${one.name}, ${target.label}, at most ${target.bound}\n\n${markdown.join('\n')}\n`;
}
