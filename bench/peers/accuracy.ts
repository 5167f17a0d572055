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
  readonly powers: Measurement['powers'];
}

const kept = join(repositoryRoot, 'data/runs/peers');

/** From this many harmonics a code is given up whose errors are more than so many times too large. */
const patience = { harmonics: 225, times: 1.5 };

/**
 * The errors of a code with more and more harmonics, until it stays within the bound of every target of the class, is given
 * up, or the list of truncations ends. What was found is kept, by the code and the problems: it does not depend on the
 * machine's load. The errors are those of single precision where there is one: truncation makes them, not rounding, which
 * whoever times another precision checks.
 */
export async function errorsOf(asked: Code, { name, problems, targets, harmonics }: ProblemClass): Promise<Step[]> {
  const code = { ...asked, label: '', precision: asked.errorsIn ?? asked.precision };
  const truncations = unlike(harmonics.map((most) => truncationOf(code.truncation, most, problems[0].period)));
  const key = sha256(JSON.stringify([sourceOf(code), code, problems.map(problemJson), truncations]));
  const file = join(kept, `${key}.json`);
  const known: Measurement[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const steps: Step[] = [];
  const add = (measured: Measurement) => {
    const errors = targets.map(({ error }) => error(measured.powers));
    const { harmonics, powers } = measured;
    steps.push({ truncation: truncations[steps.length], harmonics, errors, powers });
  };
  known.forEach(add);
  const isDone = () =>
    targets.every(({ bound }, i) => {
      const last = steps[steps.length - 1];
      if (last?.harmonics >= patience.harmonics && last.errors[i] > patience.times * bound) return true;
      return firstWithin(steps, ({ errors }) => errors[i] <= bound) !== undefined;
    });
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
