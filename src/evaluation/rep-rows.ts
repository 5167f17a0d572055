import { slugOf } from '../inverse/method';
import type { TargetResult } from './protocol';

/** Residuals (percent) of a method and a target, whoever found them: ours at a fidelity, or the paper's. */
export interface RepRow {
  method: string;
  target: number;
  minimum: number | null;
  /** Null where there is one design only. */
  mean: number | null;
}

/** Our residuals by the simulation that made the data, or by the fine one; results without that have no row. */
export function repRows(results: readonly TargetResult[], fidelity: 'label' | 'fine'): RepRow[] {
  return results.flatMap(({ method, target, candidates, residuals, fine }) => {
    const found = fidelity === 'label' ? residuals : fine?.residuals;
    return found ? [{ method, target, minimum: found.minimum, mean: candidates.length > 1 ? found.mean : null }] : [];
  });
}

/** Rows of a method, from the lowest target to the highest. */
export function rowsOf<Row extends { method: string; target: number }>(rows: readonly Row[], name: string): Row[] {
  return rows.filter(({ method }) => slugOf({ name: method }) === slugOf({ name })).sort((a, b) => a.target - b.target);
}

/** At how many of so many targets something holds. */
export interface Count {
  count: number;
  of: number;
}

/** At how many targets a method has no greater residual than any of some others, of the targets where one of those has any. */
export function countLeast(
  rows: readonly RepRow[],
  method: string,
  others: readonly string[],
  quantity: 'minimum' | 'mean',
): Count {
  const compared = rowsOf(rows, method).flatMap((row) => {
    const rivals = others
      .flatMap((other) => rowsOf(rows, other))
      .flatMap((rival) => (rival.target === row.target ? (rival[quantity] ?? []) : []));
    const own = row[quantity];
    return own === null || rivals.length === 0 ? [] : [own <= Math.min(...rivals)];
  });
  return { count: compared.filter(Boolean).length, of: compared.length };
}

/** More than half. */
export const isMost = ({ count, of }: Count): boolean => count > of / 2;
