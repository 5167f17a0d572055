import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProblem } from '../../src/optics/problem/parse-problem';
import type { OpticalProblem } from '../../src/optics/problem/problem';
import type { Efficiencies, Solution } from '../../src/optics/solver/solve';

type Powers = Pick<Efficiencies, 'R' | 'T'>;

/** A random problem with what a dense eigensolver (cases/make-cases.py) gives for it. */
export interface Case {
  name: string;
  problem: OpticalProblem;
  expected: { s: Powers; p: Powers };
  harmonics: number;
  lossless: boolean;
}

/** All random problems: half lossless, a quarter 1-D, a fifth at a Rayleigh point, some at a sharp resonance. */
export function readCases(): Case[] {
  const lines = readFileSync(join(__dirname, 'cases/cases.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const json = JSON.parse(line);
    const problem = parseProblem(json, json.name);
    const lossless = [...problem.phases, problem.substrate].every(([, k]) => k === 0);
    return { name: json.name, problem, expected: json.expected, harmonics: json.harmonics, lossless };
  });
}

/** Asserts that a solution is that of the eigensolver, and keeps the energy where nothing absorbs. */
export function assertSolves({ name, expected, harmonics, lossless }: Case, solution: Solution, within: number): void {
  assert.equal(solution.harmonics, harmonics, name);
  for (const polarisation of ['s', 'p'] as const) {
    const { R, T } = solution[polarisation];
    for (const [part, value] of Object.entries({ R, T })) {
      const error = Math.abs(value - expected[polarisation][part as 'R' | 'T']);
      // Not `error >= within`: NaN must fail.
      assert.ok(error < within, `${name}: ${part} of ${polarisation} is ${value}, off by ${error}`);
    }
    if (lossless) assert.ok(Math.abs(R + T - 1) < within, `${name}: R + T of ${polarisation} is ${R + T}`);
  }
}
