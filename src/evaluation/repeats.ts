import { mean, sampleStandardDeviation } from 'simple-statistics';
import { bestOfFirst } from './best-of';
import { claimed } from './claims';
import { summariseResiduals } from './residual';
import { type ResultRow, round, roundPercent } from './table';

/** What a method proposed for a target in one of several repetitions, and its property as the data were simulated. */
export interface RepeatedDesigns {
  method: string;
  /** 1 is that of the tables. */
  repetition: number;
  target: number;
  simulated: number[];
}

/** All repetitions of a data set. */
export interface RepeatedSet {
  dataset: string;
  designs: readonly RepeatedDesigns[];
}

/** Mean and standard deviation over repetitions. */
export interface Spread {
  mean: number;
  deviation: number;
}

const spreadOf = (values: readonly number[]): Spread => ({
  mean: mean([...values]),
  deviation: values.length > 1 ? sampleStandardDeviation([...values]) : 0,
});

/** For each repetition of a method in order, its designs for all targets. */
export function repetitionsOf({ designs }: RepeatedSet, method: string): RepeatedDesigns[][] {
  const own = designs.filter((each) => each.method === method);
  const numbers = [...new Set(own.map(({ repetition }) => repetition))].sort((a, b) => a - b);
  return numbers.map((number) => own.filter(({ repetition }) => repetition === number));
}

/** Methods with more than one repetition, in their order. */
export const repeatedMethods = ({ designs }: RepeatedSet): string[] =>
  [...new Set(designs.map(({ method }) => method))].filter((method) =>
    designs.some((each) => each.method === method && each.repetition > 1),
  );

/** Mean REP and least REP (percent), the means over targets, over the repetitions of a method. */
export function spreadOfRep(set: RepeatedSet, method: string): { meanRep: Spread; minRep: Spread; repetitions: number } {
  const over = (quantity: 'mean' | 'minimum'): number[] =>
    repetitionsOf(set, method).map((designs) =>
      mean(designs.map(({ simulated, target }) => summariseResiduals(simulated, target)[quantity])),
    );
  const means = over('mean');
  return { meanRep: spreadOf(means), minRep: spreadOf(over('minimum')), repetitions: means.length };
}

/** The curve of the least REP among the first T designs (see best-of.ts), over the repetitions of a method. */
export function spreadOfBest(set: RepeatedSet, method: string, most?: number): Spread[] {
  const curves = repetitionsOf(set, method).map((designs) => bestOfFirst(designs, most));
  const length = Math.min(...curves.map((curve) => curve.length));
  return Array.from({ length }, (_, first) => spreadOf(curves.map((curve) => curve[first])));
}

/** A row for each data set and repeated method; the last column divides its mean REP by that of a random sample of the data. */
export function repeatRows(sets: readonly RepeatedSet[]): ResultRow[] {
  return sets.flatMap((set) => {
    const methods = repeatedMethods(set);
    const drawn = methods.includes(claimed.randomSample) ? spreadOfRep(set, claimed.randomSample).meanRep.mean : undefined;
    return methods.map((method) => {
      const { meanRep, minRep, repetitions } = spreadOfRep(set, method);
      return {
        'data set': `Data-${set.dataset}`,
        method,
        repetitions,
        'mean REP %': roundPercent(meanRep.mean),
        '± (mean)': roundPercent(meanRep.deviation),
        'min REP %': roundPercent(minRep.mean),
        '± (min)': roundPercent(minRep.deviation),
        'over a random sample': drawn === undefined ? null : round(meanRep.mean / drawn, 3),
      };
    });
  });
}

/** Says of that table what its numbers are. */
export function repeatCaption(subject: { seed: number; candidates: number; targets: readonly number[]; label: string }): string {
  const { seed, candidates, targets, label } = subject;
  return [
    `Repetitions with other random numbers, drawn from seed ${seed}: methods are trained anew, but for the direct MDN, of which only`,
    `the designs are drawn anew. ${candidates} designs for each of the targets ${targets.join(', ')}, simulated as the data were (${label}).`,
    'REP = |simulated − target| / target × 100 %: mean and minimum over the designs of a target, then the mean over targets;',
    'each is the mean over repetitions, ± their standard deviation.',
    '“Over a random sample” is the mean REP divided by that of samples drawn at random from the data set: below 1 it is better.',
  ].join(' ');
}
