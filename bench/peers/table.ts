import type { Code } from './codes';
import { type Measurement, median } from './measurement';

/** What was measured of one code. */
export interface Row {
  code: Code;
  /** By the number of threads, then in the order of the numbers of harmonics. */
  measurements: Record<number, Measurement[]>;
  /** Largest difference from our R and T for the same equations. */
  disagreement?: number;
  failures: string[];
}

const legend = `Images a second: median of the images, both polarisations; on two cores, a peer's libraries have two threads, ours runs
as two processes. Ratio: images a second of the first row over this row's. Error of A: mean of |A - converged A| over the
images, unpolarised. Agrees to: largest difference in R or T from ours for the same equations at N = 49.`;

/** Tables in Markdown, one for each number of harmonics. Ratios are to the first row. */
export function tables(rows: readonly Row[], converged: readonly number[], harmonics: readonly number[]): string {
  const parts = harmonics.map((count, i) => table(rows, converged, count, i));
  const kernels = rows.flatMap(({ code, measurements }) =>
    measurements[1] ? [`- ${code.label}, ${code.precision}: ${measurements[1][0].blas.join('; ')}`] : [],
  );
  return [...parts, legend, '', 'Linear algebra on one core:', ...kernels].join('\n');
}

function table(rows: readonly Row[], converged: readonly number[], count: number, i: number): string {
  const head = [
    'code',
    'precision',
    'rule',
    'images/s, 1 core',
    'ratio',
    'images/s, 2 cores',
    'ratio',
    'error of A',
    'agrees to',
  ];
  const lines = [`N = ${count}`, '', `| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`];
  for (const { code, measurements, disagreement, failures } of rows) {
    const speeds = [1, 2].flatMap((threads) => {
      const rate = rateOf(measurements[threads]?.[i]);
      const ours = rateOf(rows[0].measurements[threads]?.[i]);
      return rate === undefined
        ? ['', '']
        : [rate.toFixed(rate < 10 ? 2 : 1), ours === undefined ? '' : (ours / rate).toFixed(1)];
    });
    const powers = measurements[1]?.[i]?.powers;
    const accuracy = powers ? formatError(errorOfAbsorption(powers, converged)) : failures.join('; ');
    const agrees = disagreement === undefined ? '' : disagreement.toExponential(0);
    lines.push(`| ${[code.label, code.precision, code.rule, ...speeds, accuracy, agrees].join(' | ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

function rateOf(measurement?: Measurement): number | undefined {
  return measurement && 1 / median(measurement.times);
}

/** NaN where an image is missing: a mean of the others could not be compared. */
function errorOfAbsorption(powers: Measurement['powers'], converged: readonly number[]): number {
  const absorptions = powers.map((power) => (power ? 1 - (power.s.R + power.s.T + power.p.R + power.p.T) / 2 : NaN));
  return absorptions.reduce((sum, value, i) => sum + Math.abs(value - converged[i]), 0) / absorptions.length;
}

function formatError(error: number): string {
  return Number.isNaN(error) ? 'out of time' : error.toFixed(4);
}
