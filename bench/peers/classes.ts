import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OpticalProblem, Rule } from '../../src/optics/problem/problem';
import { referenceFolder } from '../../test/reference';
import { anchorsOf, type Timed, timed, transmitted } from '../optics/anchors/problems';
import { median, type Powers } from './measurement';
import { benchmarkProblems } from './problems';

/** What a code must reach. */
export interface Target {
  readonly label: string;
  readonly bound: number;
  /** Of the images' powers: NaN where one is missing, as a mean of the others could not be compared. */
  error(powers: readonly (Powers | null)[]): number;
}

/** Problems of one kind, with the numbers of harmonics to try. */
export interface ProblemClass {
  readonly name: string;
  readonly problems: readonly OpticalProblem[];
  readonly harmonics: readonly number[];
  readonly targets: readonly Target[];
}

const harmonics = [49, 81, 121, 149, 177, 225, 293, 361, 441];
const mostHarmonics = 899;

/** Five films; their absorption, from the limit of either rule. */
export function films(): ProblemClass {
  const problems = benchmarkProblems(5);
  const targets = (['li', 'vector'] as const).map((rule) => {
    console.error(`converged films, ${rule}`);
    const converged = problems.map((problem) => absorbed(mostConverged(problem, rule)));
    const error = (powers: readonly (Powers | null)[]) =>
      mean(powers.map((power, i) => Math.abs(absorption(power) - converged[i])));
    return { label: `mean error of A, from ${rule} at N = ${mostHarmonics}`, bound: 0.005, error };
  });
  return { name: 'films', problems, harmonics, targets };
}

/** The published metagratings, where the reference folder is there; T of their order (+1, 0) for E along x. */
export function metagratings(): ProblemClass[] {
  if (!existsSync(join(referenceFolder, 'anchors/metagrating'))) {
    console.error('no metagratings: set MICRODESIGN_REFERENCE to a folder that has anchors/metagrating');
    return [];
  }
  console.error('converged metagratings');
  const problems = anchorsOf('metagrating').map(({ problem }) => problem);
  const converged = problems.map((problem) => transmitted(mostConverged(problem, 'vector'), 'p', 1, 0));
  const target = (label: string, summary: (errors: readonly number[]) => number): Target => ({
    label: `${label} error of T(+1)`,
    bound: 0.01,
    error(powers) {
      const errors = powers.map((power, i) => Math.abs((power?.first ?? NaN) - converged[i]));
      return errors.some(Number.isNaN) ? NaN : summary(errors);
    },
  });
  const targets = [target('median', median), target('largest', (errors) => Math.max(...errors))];
  return [{ name: 'metagratings', problems, harmonics, targets }];
}

function mostConverged(problem: OpticalProblem, rule: Rule): Timed {
  return timed({ ...problem, rule, precision: 'f64', rounding: 'fused', truncation: { circular: mostHarmonics } });
}

/** Of unpolarised light. */
function absorbed({ orders }: Timed): number {
  return 1 - orders.reduce((sum, { s, p }) => sum + s.R + s.T + p.R + p.T, 0) / 2;
}

function absorption(power: Powers | null): number {
  return power ? 1 - (power.s.R + power.s.T + power.p.R + power.p.T) / 2 : NaN;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
