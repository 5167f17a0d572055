/**
 * Speed and accuracy beside other RCWA codes, on one machine in one run: npm run bench:peers [-- FILE]
 *
 * Films of the project's set-up with images of 64 × 64 pixels, both polarisations. First every code must give our numbers for
 * the same equations (truncation and Fourier factorisation). Then each is timed, without imports, compilation or the first
 * image, and its absorption is compared with the converged one: ours by Li's rule with 600 to 650 harmonics. Everything
 * measured is written to FILE as JSON, if one is named. About five minutes; keep the machine free of other work.
 */
import { cpus } from 'node:os';
import type { OpticalProblem } from '../../src/optics/problem/problem';
import { absorption, solve } from '../../src/optics/solver/solve';
import { writeFile } from '../../src/runs/files';
import { type Code, codes } from './codes';
import { installPeers } from './environment';
import { type Measurement, measure, median } from './measurement';
import { benchmarkProblems, problemJson, stripedProblem, truncationOf } from './problems';
import { type Row, tables } from './table';

const harmonics = [49, 121, 225];
const convergedHarmonics = 650;
const seconds = 1;
/** Largest difference in R or T from the same equations solved by us. */
const agreement: Record<string, number> = { f64: 1e-9, auto: 2e-5, complex128: 1e-7, complex64: 1e-3 };

async function main(): Promise<void> {
  installPeers();
  const problems = benchmarkProblems(5);
  console.error('converged absorptions');
  const converged = problems.map((problem) =>
    absorption({ ...problem, precision: 'f64', truncation: truncationOf('circular', convergedHarmonics) }),
  );
  const rows: Row[] = [];
  for (const code of codes) {
    console.error(`${code.label}, ${code.precision}`);
    const row: Row = { code, measurements: {}, failures: [] };
    rows.push(row);
    try {
      row.disagreement = await largestDifference(code, problems);
      if (!((row.disagreement ?? 0) <= agreement[code.precision])) {
        throw new Error(`its R or T differs by ${row.disagreement?.toExponential(1)} from ours for the same equations`);
      }
      for (const threads of [1, 2]) {
        // The accuracy is that of all images on one core; for the speed on two, two images are enough.
        const images = threads === 1 ? problems : problems.slice(0, 2);
        const measured = await measure(code, images.map(problemJson), threads, seconds, harmonics);
        row.measurements[threads] = measured;
        console.error(`  ${threads} cores: ${measured.map(({ times }) => median(times).toPrecision(3)).join(', ')} s an image`);
      }
    } catch (error) {
      // One code that fails leaves the others their rows.
      row.failures.push((error as Error).message);
    }
  }
  console.log(`${cpus()[0].model}, ${cpus().length} cores\n`);
  console.log(tables(rows, converged, harmonics));
  const [file] = process.argv.slice(2);
  if (file) writeFile(file, `${JSON.stringify({ machine: cpus()[0].model, harmonics, converged, rows }, null, 1)}\n`);
}

/** How far R and T are from ours with the same orders and factorisation; undefined where ours has no such factorisation. */
async function largestDifference(code: Code, problems: readonly OpticalProblem[]): Promise<number | undefined> {
  if (code.rule === 'other') return undefined;
  const stripes = code.rule === 'li for stripes';
  const rule = stripes ? 'li' : code.rule;
  const compared = (stripes ? [stripedProblem()] : problems).map((problem) => ({ ...problem, rule }) as OpticalProblem);
  const [{ powers, harmonics: kept }]: Measurement[] = await measure(code, compared.map(problemJson), 1, 0, [49]);
  const differences = compared.flatMap((problem, i) => {
    const expected = solve({ ...problem, precision: 'f64', truncation: truncationOf(code.truncation, 49) });
    if (kept !== expected.harmonics) throw new Error(`it keeps ${kept} harmonics, not ${expected.harmonics}`);
    return (['s', 'p'] as const).flatMap((polarisation) =>
      (['R', 'T'] as const).map((part) => Math.abs((powers[i]?.[polarisation][part] ?? NaN) - expected[polarisation][part])),
    );
  });
  return differences.reduce((most, value) => (value <= most ? most : value), 0);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
