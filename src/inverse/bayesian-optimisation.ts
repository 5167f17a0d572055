import { hedgedOptimisation } from '../gaussian-process/hedged';
import { type OptimisationSettings, usualOptimisation } from '../gaussian-process/optimisation';
import { InputError } from '../runs/errors';
import { residualErrorPercentage } from '../simulation/residual';
import { LatentSearch } from './latent-search';
import type { Method } from './method';

/** How many latents are simulated, and how they are chosen. */
export interface SearchSettings extends Omit<OptimisationSettings, 'dimensions'> {
  /** What the residual error is minimised in: percent, or the fraction that it is a hundred of. */
  unit: 'percent' | 'fraction';
}

/** The paper's numbers; it does not say which unit its errors have. */
export const paperSearch: SearchSettings = { ...usualOptimisation, unit: 'percent' };

/**
 * The paper's baseline (section 3.2) that searches: Bayesian optimisation of a latent whose residual error is least. 250
 * latents from a Latin hypercube are simulated, then 400 one by one, each where a Gaussian process of all before it promises
 * most: by expected improvement, by a lower confidence bound or by the probability of improvement, in a hedge
 * (scikit-optimize's `gp_minimize` with `gp_hedge`). Its margin of 0.01 is in the unit of the error, so the unit matters: in
 * fractions it asks for one percent better than the best, which a search that comes near cannot give.
 *
 * It ends with one design; the candidates are this and the next best of all that were tried.
 */
export const bayesianOptimisation: Method<{ optimisation: SearchSettings }> = {
  name: 'Bayesian optimisation',
  origin: 'baseline',
  summary: 'a Gaussian process of the error picks latents to simulate, one after another, anew for each target',
  settings: { optimisation: paperSearch },
  module: __filename,
  repeats: 'nothing',
  check: ({ optimisation }) => checkSearch(optimisation),
  open(context, { optimisation: { unit, ...effort } }) {
    const settings = { dimensions: context.dataset.latentSide ** 2, ...effort };
    const scale = unit === 'percent' ? 1 : 1 / 100;
    return new LatentSearch(context, settings, {
      name: 'Bayesian optimisation',
      sharesTrials: false,
      search(propertyOf, target, history, random, run, keep) {
        const loss = (property: number): number => scale * residualErrorPercentage(property, target);
        return hedgedOptimisation(propertyOf, { ...settings, loss }, random, run, history, keep);
      },
    });
  },
};

/** Refuses settings out of range, by name. */
export function checkSearch({ initial, iterations, candidates, starts, restarts, unit, refits }: SearchSettings): void {
  for (const [name, value, least] of [
    ['initial', initial, 2],
    ['iterations', iterations, 0],
    ['candidates', candidates, 1],
    ['starts', starts, 1],
    ['restarts', restarts, 0],
  ] as const) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new InputError(`optimisation.${name}`, `${value}`, `give a whole number of at least ${least}`);
  }
  const wrong = refits.find((refit) => !Number.isInteger(refit));
  if (wrong !== undefined) throw new InputError('optimisation.refits', `${wrong}`, 'give whole numbers of evaluations');
  if (unit !== 'percent' && unit !== 'fraction')
    throw new InputError('optimisation.unit', `'${unit}'`, 'give percent or fraction');
}
