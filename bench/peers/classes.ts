import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mean, median } from 'simple-statistics';
import type { OpticalProblem, Rule } from '../../src/optics/problem/problem';
import { referenceFolder } from '../../test/reference';
import { anchorsOf, type Timed, timed, transmitted } from '../optics/anchors/problems';
import type { Powers } from './measurement';
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
const [halfOfHarmonics, mostHarmonics] = [441, 899];

/** Five films; their absorption, from the rules' common limit and from what each has come to. */
export function films(): ProblemClass {
  console.error('converged films');
  const problems = benchmarkProblems(5);
  const [li, vector] = (['li', 'vector'] as const).map((rule) => problems.map((problem) => lastAbsorptions(problem, rule)));
  const target = (limits: readonly number[], label: string): Target => ({
    label: `mean error of A, from ${label}`,
    bound: 0.005,
    error: (powers) => mean(powers.map((power, i) => Math.abs(absorption(power) - limits[i]))),
  });
  const common = commonLimits(li, vector);
  const targets = [
    target(common.limits, `the rules' common limit (± ${common.uncertain.toFixed(4)})`),
    target(lasts(li), `li at N = ${mostHarmonics}`),
    target(lasts(vector), `vector at N = ${mostHarmonics}`),
  ];
  return { name: 'films', problems, harmonics, targets };
}

/** A at two numbers of harmonics, the second about twice the first. */
type Last = readonly [before: number, last: number];

function lastAbsorptions(problem: OpticalProblem, rule: Rule): Last {
  const [before, last] = [halfOfHarmonics, mostHarmonics].map((most) => absorbed(converged(problem, rule, most)));
  return [before, last];
}

const lasts = (values: readonly Last[]) => values.map(([, last]) => last);

/**
 * Both rules go to one limit. Their distance shrinks by one factor from the first number of harmonics to the second; if it goes
 * on like that, each rule's error does so too, and each has its own extrapolation. The limit is the mean of the two.
 */
function commonLimits(one: readonly Last[], other: readonly Last[]): { limits: number[]; uncertain: number } {
  const distance = (i: 0 | 1) => mean(one.map((value, image) => Math.abs(value[i] - other[image][i])));
  const factor = distance(1) / distance(0);
  const extrapolated = ([before, last]: Last) => last + ((last - before) * factor) / (1 - factor);
  const pairs = one.map((value, i) => [extrapolated(value), extrapolated(other[i])]);
  return { limits: pairs.map(mean), uncertain: mean(pairs.map(([a, b]) => Math.abs(a - b) / 2)) };
}

/** The published metagratings, where the reference folder is there; T of their order (+1, 0) for E along x. */
export function metagratings(): ProblemClass[] {
  if (!existsSync(join(referenceFolder, 'anchors/metagrating'))) {
    console.error('no metagratings: set MICRODESIGN_REFERENCE to a folder that has anchors/metagrating');
    return [];
  }
  console.error('converged metagratings');
  const problems = anchorsOf('metagrating').map(({ problem }) => problem);
  const limits = problems.map((problem) => transmitted(converged(problem, 'vector'), 'p', 1, 0));
  const target = (label: string, summary: (errors: readonly number[]) => number): Target => ({
    label: `${label} error of T(+1)`,
    bound: 0.01,
    error(powers) {
      const errors = powers.map((power, i) => Math.abs((power?.first ?? NaN) - limits[i]));
      return errors.some(Number.isNaN) ? NaN : summary(errors);
    },
  });
  const targets = [target('median', (errors) => median([...errors])), target('largest', (errors) => Math.max(...errors))];
  return [{ name: 'metagratings', problems, harmonics, targets }];
}

function converged(problem: OpticalProblem, rule: Rule, circular = mostHarmonics): Timed {
  return timed({ ...problem, rule, precision: 'f64', rounding: 'fused', truncation: { circular } });
}

/** Of unpolarised light. */
function absorbed({ orders }: Timed): number {
  return 1 - orders.reduce((sum, { s, p }) => sum + s.R + s.T + p.R + p.T, 0) / 2;
}

function absorption(power: Powers | null): number {
  return power ? 1 - (power.s.R + power.s.T + power.p.R + power.p.T) / 2 : NaN;
}
