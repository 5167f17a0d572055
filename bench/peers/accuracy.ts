import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Truncation } from '../../src/optics/problem/problem';
import { hashCode } from '../../src/pipeline/fingerprint';
import { makeFolder, repositoryRoot, sha256, writeFile } from '../../src/runs/files';
import type { ProblemClass } from './classes';
import type { Code } from './codes';
import { type Measurement, measurements } from './measurement';
import { problemJson, truncationOf } from './problems';
import { firstWithin } from './within';

/** How far a code is from the converged answers with one truncation. */
export interface Step {
  readonly truncation: Truncation;
  readonly harmonics: number;
  /** By the class's targets. */
  readonly errors: readonly number[];
}

const kept = join(repositoryRoot, 'data/runs/peers');

/**
 * The errors of a code with more and more harmonics, until it stays within the bound of every target of the class or the
 * list of truncations ends. What was found is kept, by the code and the problems: it does not depend on the machine's load.
 */
export async function errorsOf(code: Code, { name, problems, targets, harmonics }: ProblemClass): Promise<Step[]> {
  const truncations = unlike(harmonics.map((most) => truncationOf(code.truncation, most, problems[0].period)));
  const key = sha256(JSON.stringify([sourceOf(code), code, problems.map(problemJson), truncations]));
  const file = join(kept, `${key}.json`);
  const known: Measurement[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const steps: Step[] = [];
  const add = (measured: Measurement) => {
    const errors = targets.map(({ error }) => error(measured.powers));
    steps.push({ truncation: truncations[steps.length], harmonics: measured.harmonics, errors });
  };
  known.forEach(add);
  const isDone = () => targets.every(({ bound }, i) => firstWithin(steps, ({ errors }) => errors[i] <= bound) !== undefined);
  if (isDone() || steps.length === truncations.length) return steps;
  for await (const measured of measurements(code, problems, truncations.slice(steps.length), 0)) {
    add(measured);
    console.error(
      `  ${name}, N = ${measured.harmonics}: ${steps[steps.length - 1].errors.map((error) => error.toFixed(4)).join(', ')}`,
    );
    known.push(measured);
    makeFolder(kept);
    writeFile(file, JSON.stringify(known));
    if (isDone()) break;
  }
  return steps;
}

/** What the answers of a code depend on: our solver, or a peer's script with the versions of the libraries. */
function sourceOf({ module }: Code): string[] {
  if (!module) return hashCode([join(repositoryRoot, 'src/optics/solver/solve.ts')]);
  return [`${module}_peer.py`, 'images.py', 'requirements.txt'].map((file) => readFileSync(join(__dirname, file), 'utf8'));
}

function unlike(truncations: readonly Truncation[]): Truncation[] {
  return truncations.filter((one, i) => JSON.stringify(one) !== JSON.stringify(truncations[i - 1]));
}
