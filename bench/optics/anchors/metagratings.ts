/**
 * Metagratings that others published (folder anchors/metagrating of the reference folder), by Li's and by the vector rule:
 * npx tsx bench/optics/anchors/metagratings.ts [N …]
 *
 * Prints T of the order (+1, 0) for each number of harmonics, and the errors and CPU seconds of each rule. The converged value
 * is the vector rule's with most harmonics; its uncertainty is how far that is from the one before. Half an hour with the
 * default of 121, 225, 441 and 899 harmonics.
 */
import type { OpticalProblem } from '../../../src/optics/problem/problem';
import { anchorsOf, markdown, timed, transmitted } from './problems';

interface Published {
  readonly reticolo?: number;
  readonly meep?: number;
  readonly fmmax_N400: number;
}

const rules = ['li', 'vector'] as const;
const label = { li: 'Li', vector: 'vector' };
const given = process.argv.slice(2).map(Number);
const harmonics = given.length > 0 ? given : [121, 225, 441, 899];
const digits = (value: number | undefined) => value?.toFixed(4) ?? '';

/** For each rule and number of harmonics, of each problem: the error and the seconds. */
const errors = new Map<string, number[]>();
const seconds = new Map<string, number[]>();
const enter = (map: Map<string, number[]>, key: string, value: number) => map.set(key, [...(map.get(key) ?? []), value]);

const rows = anchorsOf<Published>('metagrating').map(({ name, problem, published }) => {
  const values = rules.map((rule) =>
    harmonics.map((circular) => {
      const { solution, seconds: took } = timed({ ...problem, rule, truncation: { circular } } as OpticalProblem);
      enter(seconds, `${rule} ${circular}`, took);
      return transmitted(solution, 'p', 1, 0);
    }),
  );
  const [before, converged] = values[1].slice(-2);
  rules.forEach((rule, i) => {
    values[i].forEach((value, j) => {
      enter(errors, `${rule} ${harmonics[j]}`, Math.abs(value - converged));
    });
  });
  const row = [
    name,
    ...[published.reticolo, published.meep, published.fmmax_N400, ...values.flat()].map(digits),
    `${digits(converged)} ± ${digits(Math.abs(converged - before))}`,
  ];
  console.error(row.join('  '));
  return row;
});

const columns = rules.flatMap((rule) => harmonics.map((count) => `${label[rule]} ${count}`));
console.log(markdown(['metagrating', 'RETICOLO', 'MEEP', 'fmmax 400', ...columns, 'converged'], rows));
console.log();
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const summary = rules.flatMap((rule) =>
  harmonics.map((count) => {
    const [off, took] = [errors.get(`${rule} ${count}`)!, seconds.get(`${rule} ${count}`)!];
    return [`${label[rule]}, N = ${count}`, digits(mean(off)), digits(Math.max(...off)), mean(took).toPrecision(2)];
  }),
);
console.log(markdown(['rule', 'mean error', 'largest', 'CPU s'], summary));
