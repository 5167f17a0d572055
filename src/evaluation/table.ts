import { mean } from 'simple-statistics';
import { type Method, slugOf } from '../inverse/method';
import type { PaperRow } from './paper-tables';
import type { TargetResult } from './protocol';

/** A row of a table by the names of its columns; null where there is nothing to say. */
export type ResultRow = Record<string, string | number | null>;

export interface TableOptions {
  /** The paper's numbers, which then stand beside ours where method and target are the same. */
  paper?: readonly PaperRow[];
  /** Whose idea each method is; then there is a column of it. */
  methods?: readonly Pick<Method, 'name' | 'origin'>[];
}

/**
 * The paper's tables: one row for each method and target. REP in percent by the simulation that made the data, and by the
 * fine one where there is one; mean and standard deviation only where there are several designs.
 */
export function resultRows(results: readonly TargetResult[], { paper, methods }: TableOptions = {}): ResultRow[] {
  const hasNovelty = results.some(({ novelty }) => novelty);
  const isShifted = results.some(({ shiftDiversity }) => shiftDiversity !== undefined);
  const share = (value?: number): number | null => (value === undefined ? null : round(value, 3));
  const counted = [...new Set(results.flatMap(({ calls }) => Object.keys(calls).filter((name) => calls[name] > 0)))];
  return results.map((result) => {
    const { method, target, residuals, fine, calls } = result;
    const several = (value: number): number | null => (result.candidates.length > 1 ? roundPercent(value) : null);
    const own = paper?.find((row) => slugOf({ name: row.method }) === slugOf({ name: method }) && row.target === target);
    const beside = (name: string, value: number | null | undefined) => (paper ? { [`${name}, paper`]: value ?? null } : {});
    return {
      method,
      ...(methods && { origin: methods.find(({ name }) => name === method)?.origin ?? null }),
      target,
      ...{ 'min REP %': roundPercent(residuals.minimum), ...beside('min REP %', own?.minimum) },
      ...{ 'mean REP %': several(residuals.mean), ...beside('mean REP %', own?.mean) },
      ...{ 'sd REP %': several(residuals.deviation), ...beside('sd REP %', own?.deviation) },
      ...(fine && {
        [`min REP % (${fine.fidelity})`]: roundPercent(fine.residuals.minimum),
        [`mean REP % (${fine.fidelity})`]: several(fine.residuals.mean),
        [`sd REP % (${fine.fidelity})`]: several(fine.residuals.deviation),
      }),
      diversity: share(result.diversity),
      ...(isShifted && { 'diversity over shifts': share(result.shiftDiversity) }),
      ...(hasNovelty && { novelty: share(result.novelty && mean(result.novelty)) }),
      'simulator calls': calls.label ?? 0,
      ...Object.fromEntries(counted.filter((name) => name !== 'label').map((name) => [`${name} calls`, calls[name] ?? 0])),
      ...{ seconds: round(result.seconds, 2), ...beside('seconds', own?.seconds) },
    };
  });
}

/** A number of at most so many decimals. */
export const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** The paper's two decimals; two digits of what is smaller than a tenth, so that the least residuals are told apart. */
export const roundPercent = (value: number): number => (value < 0.1 ? Number(value.toPrecision(2)) : round(value, 2));

/** Rows as comma-separated values with a header; what is null is empty. */
export function toCsv(rows: readonly ResultRow[]): string {
  const quote = (cell: ResultRow[string]) =>
    typeof cell === 'string' && /[",\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
  // loaded here, since it takes as long to load as everything else together, and few commands write a table
  const { DataFrame, toCSV } = require('danfojs-node') as typeof import('danfojs-node');
  const entries = (row: ResultRow) => Object.entries(row).map(([column, cell]) => [quote(column), quote(cell)]);
  return `${toCSV(new DataFrame(rows.map((row) => Object.fromEntries(entries(row)))))}`;
}

/** Rows as a Markdown table below a caption: numbers to the right, text to the left. */
export function toMarkdown(rows: readonly ResultRow[], caption?: string): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: ResultRow[string]): string => (value === null ? '–' : String(value).replace(/\|/g, '\\|'));
  const line = (cells: readonly ResultRow[string][]): string => `| ${cells.map(cell).join(' | ')} |`;
  const isText = (column: string): boolean => rows.some((row) => typeof row[column] === 'string');
  const rule = `| ${columns.map((column) => (isText(column) ? ':--' : '--:')).join(' | ')} |`;
  const body = rows.map((row) => line(columns.map((column) => row[column])));
  return [...(caption ? [caption, ''] : []), line(columns), rule, ...body, ''].join('\n');
}
