import { targetedOptimisation } from '../gaussian-process/targeted';
import { InputError } from '../runs/errors';
import { checkSearch, paperSearch, type SearchSettings } from './bayesian-optimisation';
import { LatentSearch } from './latent-search';
import type { Method } from './method';

/** When a search towards a target has come near enough. */
export interface TargetedSearchSettings {
  /** It ends below so many percent of residual error. */
  below: number;
}

/**
 * Ours: the paper's search with what it left unused. One Gaussian process of the property itself, y(z), serves all targets, so
 * that each begins with all that was simulated for those before it. The next latent is where |y − target| is expected to
 * improve most, in closed form: the error has a kink at its minimum, which no smooth process fits, and the property has none.
 * The first samples and the iterations are those of the paper's search for one target, and have to do for all.
 */
export const targetedSearch: Method<{ optimisation: SearchSettings; targeted: TargetedSearchSettings }> = {
  name: 'targeted Bayesian optimisation',
  origin: 'ours',
  summary: 'a Gaussian process of the property picks latents to simulate, and what it learns serves all targets',
  settings: { optimisation: paperSearch, targeted: { below: 0.1 } },
  module: __filename,
  repeats: 'nothing',
  check({ optimisation, targeted: { below } }) {
    checkSearch(optimisation);
    if (!(below > 0)) throw new InputError('targeted.below', `${below}`, 'give a percentage above 0');
  },
  open(context, { optimisation: { unit: _, ...effort }, targeted: { below } }) {
    const settings = { dimensions: context.dataset.latentSide ** 2, ...effort };
    return new LatentSearch(context, settings, {
      name: 'targeted Bayesian optimisation',
      sharesTrials: true,
      search(propertyOf, target, history, random, run, keep) {
        const aim = { targets: [target], tolerance: (below / 100) * target };
        return targetedOptimisation(propertyOf, { ...settings, ...aim }, random, run, history, keep);
      },
    });
  },
};
