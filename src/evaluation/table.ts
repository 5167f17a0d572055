import { DataFrame, toCSV } from 'danfojs-node';
import type { TargetResult } from './protocol';

/** A row of the paper's Tables 1 and 2, with the fine simulation beside it where there is one. */
export type ResultRow = Record<string, string | number>;

/** The paper's table: one row for each method and target. Residuals in percent, to the paper's two decimals. */
export function resultRows(results: readonly TargetResult[]): ResultRow[] {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return results.map(({ method, target, residuals, fine, seconds }) => ({
    method,
    target,
    'min REP %': round(residuals.minimum),
    'mean REP %': round(residuals.mean),
    'sd REP %': round(residuals.deviation),
    ...(fine && {
      [`min REP % (${fine.fidelity})`]: round(fine.residuals.minimum),
      [`mean REP % (${fine.fidelity})`]: round(fine.residuals.mean),
    }),
    seconds: round(seconds),
  }));
}

/** Rows as comma-separated values with a header. */
export function toCsv(rows: readonly ResultRow[]): string {
  return `${toCSV(new DataFrame([...rows]))}`;
}

/** Rows as a Markdown table: numbers to the right, text to the left. */
export function toMarkdown(rows: readonly ResultRow[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((column) => (typeof rows[0][column] === 'number' ? '--:' : ':--'));
  const body = rows.map((row) => line(columns.map((column) => String(row[column]))));
  return [line(columns), line(rule), ...body, ''].join('\n');
}
