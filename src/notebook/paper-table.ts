import type { EvaluatedSet } from '../evaluation/claim';
import { claimed } from '../evaluation/claims';
import { findPaperTable } from '../evaluation/paper-tables';
import { resultRows } from '../evaluation/table';
import { type Table, table } from './table';

/** The methods that the paper's tables have. */
const paperMethods: readonly string[] = [claimed.proposed, claimed.pca, claimed.direct, claimed.optimisation];
/** Columns that a page has room for, from left to right: names, and errors with the paper's beside them. */
const shown = [/^method$/, /^target$/, /^min REP %$/, /^min REP % \(/, /^min REP %, paper$/, /^(mean|sd) REP %(, paper)?$/];

/**
 * One of the paper's Tables 1–4 by ours: its methods at targets within the range of a data set, or at those that explore, with
 * the paper's errors beside ours. Methods that were not evaluated have no row.
 */
export function paperTable(set: EvaluatedSet, part: 'within' | 'exploration' = 'within'): Table {
  const paper = findPaperTable(set.dataset, part === 'exploration');
  const results = set[part].filter(({ method }) => paperMethods.includes(method));
  const rows = resultRows(results, { paper: paper?.rows }).map((row) => {
    const columns = shown.flatMap((column) => Object.entries(row).filter(([name]) => column.test(name)));
    return { ...Object.fromEntries(columns), target: Number(row.target).toFixed(2) };
  });
  return table(rows, { caption: captionOf(set.dataset, paper?.number, results), digits: 3 });
}

/** Says what the rows are, and what stands in brackets in the heads of columns. */
function captionOf(dataset: string, number: number | undefined, results: EvaluatedSet['within']): string {
  const designs = Math.max(0, ...results.map(({ candidates }) => candidates.length));
  const fidelity = results.find(({ fine }) => fine)?.fine?.fidelity;
  return [
    `${number ? `Table ${number}. ` : ''}Data-${dataset}, ${designs} designs for each target`,
    ...(fidelity === undefined ? [] : [`(${fidelity}): the same designs, simulated again, more finely`]),
    ...(number ? ['paper: what Mao et al. found for their film, which is not known'] : []),
  ].join('; ');
}
