import { readFileSync } from 'node:fs';
import type { Context } from 'mocha';
import { parseProblem } from '../../src/optics/problem/parse-problem';
import type { OpticalProblem } from '../../src/optics/problem/problem';
import { solve } from '../../src/optics/solver/solve';
import { referenceFile } from '../reference';

/** What a published metagrating sends into the order (+1, 0), E along x, by rule and number of harmonics. */
export function metagrating(test: Context, name: string): (rule: OpticalProblem['rule'], circular: number) => number {
  const json = JSON.parse(readFileSync(referenceFile(test, `anchors/metagrating/problems/${name}.json`), 'utf8'));
  return (rule, circular) => {
    const { orders } = solve({ ...parseProblem(json, name), rule, truncation: { circular }, precision: 'f64' });
    return orders.find(({ m, n }) => m === 1 && n === 0)!.p.T;
  };
}
