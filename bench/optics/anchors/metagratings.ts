/**
 * Metagratings that others published (folder anchors/metagrating of the reference folder), by Li's and by the vector rule:
 * npx tsx bench/optics/anchors/metagratings.ts [N …]
 *
 * Prints T of the order (+1, 0) by both rules for each number of harmonics (121, 225, 441 and 899, where none is given), and
 * the errors and CPU seconds of each. The converged value is the vector rule's with the last, uncertain by as much as it is
 * from that with the last but one. About ten minutes on a free machine; what is done is kept.
 */
import { anchorsOf, markdown, timed, transmitted } from './problems';

interface Published {
  readonly reticolo?: number;
  readonly meep?: number;
  readonly fmmax_N400: number;
}

const given = process.argv.slice(2).map(Number);
const harmonics = given.length > 1 ? given : [121, 225, 441, 899];
const most = harmonics[harmonics.length - 1];
const rules = [
  { rule: 'li', label: 'Li' },
  { rule: 'vector', label: 'vector' },
] as const;
const methods = rules.flatMap(({ rule, label }) =>
  harmonics.map((circular) => ({ rule, circular, label: `${label} ${circular}` })),
);
const digits = (value: number | undefined) => value?.toFixed(4) ?? '';

const results = anchorsOf<Published>('metagrating').map(({ name, problem, published }) => {
  const solved = methods.map(({ rule, circular }) => {
    const solution = timed({ ...problem, rule, truncation: { circular } });
    return { value: transmitted(solution, 'p', 1, 0), seconds: solution.seconds };
  });
  const [before, converged] = solved.slice(-2).map(({ value }) => value);
  const uncertain = Math.abs(converged - before);
  const cells = [published.reticolo, published.meep, published.fmmax_N400, ...solved.map(({ value }) => value)].map(digits);
  const row = [name, ...cells, `${digits(converged)} ± ${digits(uncertain)}`];
  console.error(row.join('  '));
  return { row, solved: solved.map(({ value, seconds }) => ({ error: Math.abs(value - converged), seconds })) };
});

const header = [
  'metagrating',
  'RETICOLO',
  'MEEP',
  'fmmax 400',
  ...methods.map(({ label }) => label),
  `converged (vector ${most})`,
];
console.log(
  markdown(
    header,
    results.map(({ row }) => row),
  ),
);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const summary = methods.map(({ label }, i) => {
  const errors = results.map(({ solved }) => solved[i].error);
  const seconds = mean(results.map(({ solved }) => solved[i].seconds));
  return [label, digits(mean(errors)), digits(Math.max(...errors)), seconds.toPrecision(2)];
});
console.log(`\n${markdown(['rule, N', 'mean error', 'largest', 'CPU s'], summary)}`);
