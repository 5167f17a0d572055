import { mean } from 'simple-statistics';
import type { Method } from '../inverse/method';
import type { EvaluatedSet } from './claim';
import type { TargetResult } from './protocol';
import { type ResultRow, round, roundPercent } from './table';

/**
 * A row for each data set and method: the mean REP at each target within the range, and over these targets the mean of mean
 * REP, of the least REP (of the fine simulation too), of diversity and novelty, and all simulations that proposing took.
 */
export function summaryRows(sets: readonly EvaluatedSet[], methods: readonly Pick<Method, 'name' | 'origin'>[]): ResultRow[] {
  const all = sets.flatMap(({ within }) => within);
  const targets = [...new Set(all.map(({ target }) => target))].sort((a, b) => a - b);
  const fidelity = all.find(({ fine }) => fine)?.fine?.fidelity;
  return sets.flatMap(({ dataset, within }) =>
    methods.flatMap(({ name, origin }) => {
      const results = within.filter(({ method }) => method === name);
      if (results.length === 0) return [];
      const at = (wanted: number) => results.find(({ target }) => target === wanted)?.residuals.mean;
      const fine = meanOf(results, (result) => result.fine?.residuals.minimum);
      return [
        {
          ...{ 'data set': `Data-${dataset}`, method: name, origin },
          ...Object.fromEntries(targets.map((target) => [target.toFixed(2), percent(at(target))])),
          'mean REP %': percent(meanOf(results, ({ residuals }) => residuals.mean)),
          'min REP %': percent(meanOf(results, ({ residuals }) => residuals.minimum)),
          ...(fidelity !== undefined && { [`min REP % (${fidelity})`]: percent(fine) }),
          diversity: share(meanOf(results, (result) => result.diversity)),
          novelty: share(meanOf(results, ({ novelty }) => novelty && mean([...novelty]))),
          'simulator calls': results.reduce((sum, { calls }) => sum + (calls.label ?? 0), 0),
        },
      ];
    }),
  );
}

/** The mean over targets, unless some target has no value. */
function meanOf(results: readonly TargetResult[], quantity: (result: TargetResult) => number | undefined): number | undefined {
  const values = results.flatMap((result) => quantity(result) ?? []);
  return values.length === results.length ? mean(values) : undefined;
}

const percent = (value?: number): number | null => (value === undefined ? null : roundPercent(value));
const share = (value?: number): number | null => (value === undefined ? null : round(value, 3));

/** Says of that table what its numbers are. */
export function summaryCaption(subject: { seed: number; candidates: number; label: string; fine?: string }): string {
  const { seed, candidates, label, fine } = subject;
  return [
    `All methods in one table; seed ${seed}; ${candidates} designs for each target.`,
    `Columns with a target have the mean REP in percent at it, REP = |simulated − target| / target × 100 %, simulated as the data were (${label}).`,
    `The others are means over these targets: of mean REP, of the least REP of the designs${fine === undefined ? '' : ` (again by ${fine})`}, of diversity`,
    '(the share of pixels in which two designs differ) and of novelty (the share in which a design differs from the sample nearest to it);',
    'simulator calls are what proposing took for all of them.',
  ].join(' ');
}
