import type { OpticalProblem } from '../../src/optics/problem/problem';
import { solve } from '../../src/optics/solver/solve';
import { transmitted } from '../optics/anchors/problems';
import type { Code } from './codes';
import { measureAll } from './measurement';
import { stripedProblem, truncationOf } from './problems';

/**
 * How far R and T, and T of the order (+1, 0), are from ours with the same orders and factorisation; undefined where ours
 * has no such factorisation.
 */
export async function largestDifference(code: Code, films: readonly OpticalProblem[]): Promise<number | undefined> {
  if (code.rule === 'other') return undefined;
  const stripes = code.rule === 'li for stripes';
  const rule = stripes ? 'li' : code.rule;
  const compared = (stripes ? [stripedProblem()] : films).map((problem) => ({ ...problem, rule }) as OpticalProblem);
  const truncation = truncationOf(code.truncation, 49, compared[0].period);
  const [{ powers, harmonics: kept }] = await measureAll(code, compared, [truncation], 0);
  const differences = compared.flatMap((problem, i) => {
    const expected = solve({ ...problem, precision: 'f64', truncation });
    if (kept !== expected.harmonics) throw new Error(`it keeps ${kept} harmonics, not ${expected.harmonics}`);
    const first = transmitted(expected, 'p', 1, 0);
    const ofTotals = (['s', 'p'] as const).flatMap((polarisation) =>
      (['R', 'T'] as const).map((part) => Math.abs((powers[i]?.[polarisation][part] ?? NaN) - expected[polarisation][part])),
    );
    return [...ofTotals, Math.abs((powers[i]?.first ?? NaN) - first)];
  });
  return differences.reduce((most, value) => (value <= most ? most : value), 0);
}
