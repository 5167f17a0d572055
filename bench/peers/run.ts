/**
 * Time to a given accuracy beside other RCWA codes, on one machine in one run: npm run bench:peers [-- FILE | accuracy]
 *
 * First every code must give our numbers for the same equations (truncation and Fourier factorisation), where ours can have
 * them. Then its error is found with more and more harmonics, from the converged answers: of A on films of the project's
 * set-up, and of T of the order (+1, 0) on published metagratings where the reference folder has them. Last each code is
 * timed where it has become accurate enough, on one thread and on two, without imports, compilation or the first image.
 *
 * Errors are kept in data/runs/peers, so that a second run has only to time; `accuracy` stops before that. Everything found
 * is written to FILE as JSON, if one is named. Half an hour for the errors on a free machine, ten minutes for the times: keep
 * it free for these.
 */
import { cpus } from 'node:os';
import { median } from 'simple-statistics';
import { writeFile } from '../../src/runs/files';
import { errorsOf } from './accuracy';
import { largestDifference } from './agreement';
import { films, metagratings, type ProblemClass } from './classes';
import { codes } from './codes';
import { installPeers } from './environment';
import { type Measurement, measureAll } from './measurement';
import { type Row, reached, tables } from './table';

const seconds = 1;
/** Largest difference in R or T from the same equations solved by us. */
const agreement: Record<string, number> = { f64: 1e-9, auto: 2e-5, complex128: 1e-7, complex64: 1e-3 };

async function main(): Promise<void> {
  const [argument] = process.argv.slice(2);
  installPeers();
  const classes = [films(), ...metagratings()];
  const rows: Row[] = codes.map((code) => ({ code, steps: {}, measured: {}, failures: [] }));
  await each(rows, async (row) => {
    const { code } = row;
    row.disagreement = await largestDifference(code, classes[0].problems);
    if (!((row.disagreement ?? 0) <= agreement[code.precision])) {
      throw new Error(`its R or T differs by ${row.disagreement?.toExponential(1)} from ours for the same equations`);
    }
    for (const one of classes) row.steps[one.name] = await errorsOf(code, one);
  });
  if (argument !== 'accuracy') await each(rows, (row) => time(row, classes));
  console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}\n`);
  console.log(tables(rows, classes));
  if (argument && argument !== 'accuracy')
    writeFile(argument, `${JSON.stringify({ machine: cpus()[0].model, rows }, null, 1)}\n`);
}

/** One code that fails leaves the others their rows. */
async function each(rows: readonly Row[], work: (row: Row) => Promise<void>): Promise<void> {
  for (const row of rows) {
    console.error(`${row.code.label}, ${row.code.precision}`);
    try {
      await work(row);
    } catch (error) {
      row.failures.push((error as Error).message);
    }
  }
}

async function time(row: Row, classes: readonly ProblemClass[]): Promise<void> {
  for (const one of classes) {
    const steps = one.targets.flatMap((target) => reached(row, one, target) ?? []);
    const wanted = [...new Set(steps)];
    if (wanted.length === 0) continue;
    const truncations = wanted.map(({ truncation }) => truncation);
    const times: Row['measured'][string] = {};
    for (const threads of [1, 2]) {
      const measured = await measureAll(row.code, one.problems.slice(0, 2), truncations, seconds, threads);
      for (const [i, { powers }] of wanted.entries()) checkSame(measured[i].powers, powers);
      for (const [i, { harmonics }] of wanted.entries()) times[harmonics] = { ...times[harmonics], [threads]: measured[i] };
      const list = measured.map(({ harmonics, times }) => `${median(times).toPrecision(3)} (N = ${harmonics})`);
      console.error(`  ${one.name}, ${threads} threads: ${list.join(', ')} s an image`);
    }
    row.measured[one.name] = times;
  }
}

/** Another precision than the errors were found in must give the same powers, well within the bounds. */
function checkSame(timed: Measurement['powers'], known: Measurement['powers']): void {
  for (const [i, power] of timed.entries()) {
    const [one, other] = [power, known[i]].map((of) => (of ? [of.s.R, of.s.T, of.p.R, of.p.T, of.first] : []));
    const difference = Math.max(...one.map((value, part) => Math.abs(value - other[part])));
    if (!(one.length > 0 && difference < 1e-3)) throw new Error(`its powers differ by ${difference} between precisions`);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
