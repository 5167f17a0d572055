/**
 * Times this project's solver, and prints what measure.py prints of the peers:
 * node -r tsx/cjs ours.ts PRECISION RULE SECONDS < input.json
 */
import { readFileSync } from 'node:fs';
import { parseProblem } from '../../src/optics/problem/parse-problem';
import type { OpticalProblem } from '../../src/optics/problem/problem';
import { solve } from '../../src/optics/solver/solve';
import { transmitted } from '../optics/anchors/problems';
import type { Input, Measurement } from './measurement';

function measure(problems: readonly OpticalProblem[], seconds: number): Measurement {
  // What is compiled or fitted once comes before the clock starts, as the peers' first calls do.
  const warmUp = performance.now();
  for (let i = 0; i < 2 || performance.now() - warmUp < 300; i++) solve(problems[0]);
  const times: number[] = [];
  const powers: Measurement['powers'] = [];
  let harmonics = 0;
  const started = performance.now();
  while (times.length < problems.length || performance.now() - started < 1000 * seconds) {
    const i = times.length % problems.length;
    const before = performance.now();
    const solution = solve(problems[i]);
    times.push((performance.now() - before) / 1000);
    powers[i] = { s: solution.s, p: solution.p, first: transmitted(solution, 'p', 1, 0) };
    harmonics = solution.harmonics;
  }
  return { harmonics, times, powers, blas: ['our own, wasm'] };
}

const [precision, rule, seconds] = process.argv.slice(2);
const given: Input = JSON.parse(readFileSync(0, 'utf8'));
for (const truncation of given.truncations) {
  const problems = given.problems.map((json) => parseProblem({ ...json, rule, truncation, precision }, 'standard input'));
  console.log(JSON.stringify(measure(problems, Number(seconds))));
}
