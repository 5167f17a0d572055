import { bayesianOptimisation } from './bayesian-optimisation';
import { budgeted } from './budgeted';
import { directMdn } from './direct-mdn';
import { exploring } from './exploring';
import { flowMatching } from './flow-matching';
import { ganMdn } from './gan-mdn';
import { ganMdnInside } from './gan-mdn-inside';
import type { Method } from './method';
import { movedSamples } from './moved-samples';
import { nearestSamples } from './nearest-samples';
import { neuralAdjoint } from './neural-adjoint';
import { pcaMdn } from './pca-mdn';
import { randomLatent } from './random-latent';
import { randomSample } from './random-sample';
import { refined } from './refined';
import { refinedSpectra } from './refined-spectra';
import { robust } from './robust';
import { spaceMapping } from './space-mapping';
import { surrogateRanked } from './surrogate-ranked';
import { targetedSearch } from './targeted-optimisation';

export { bayesianOptimisation } from './bayesian-optimisation';
export { budgeted } from './budgeted';
export { candidatesOf } from './candidates';
export { inverseTransform, type ScaledComponents, transform } from './component-scores';
export { directMdn } from './direct-mdn';
export { exploring } from './exploring';
export { flowMatching } from './flow-matching';
export { GanMdn, ganMdn } from './gan-mdn';
export { ganMdnInside } from './gan-mdn-inside';
export type { Method, OpenContext, Trained, TrainingData } from './method';
export { slugOf, tabledOf, trainerOf } from './method';
export type { Candidate, Design, InverseModel } from './model';
export { movedSamples } from './moved-samples';
export { nearestSamples } from './nearest-samples';
export { neuralAdjoint } from './neural-adjoint';
export { pcaMdn } from './pca-mdn';
export { findComponents, type PrincipalComponents } from './principal-components';
export { RandomLatent, randomLatent } from './random-latent';
export { randomSample } from './random-sample';
export { refined } from './refined';
export { refinedSpectra } from './refined-spectra';
export { robust } from './robust';
export { componentsOfFew } from './snapshot-components';
export { spaceMapping } from './space-mapping';
export { surrogateRanked } from './surrogate-ranked';
export { targetedSearch } from './targeted-optimisation';
export { surrogateOf } from './trained-networks';

/**
 * All methods, as tables and figures have them: a new one is a file beside these and a line here. First the paper's, then what
 * it compares it with, ours, and checks on all of them.
 */
export const methods: readonly Method[] = [
  ganMdn,
  pcaMdn,
  directMdn,
  bayesianOptimisation,
  ganMdnInside,
  targetedSearch,
  flowMatching,
  surrogateRanked,
  robust,
  neuralAdjoint,
  budgeted,
  refined,
  exploring,
  randomLatent,
  randomSample,
  nearestSamples,
];

/** The methods for a property of several numbers, such as a spectrum: the best that calls no simulator first. */
export const spectralMethods: readonly Method[] = [
  movedSamples,
  spaceMapping,
  refinedSpectra,
  surrogateRanked,
  flowMatching,
  ganMdn,
  randomLatent,
  nearestSamples,
];
