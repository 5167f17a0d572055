export { evaluate, residualErrorPercentage, resultRows, summariseResiduals } from '../evaluation/index';
export { RandomLatent } from '../inverse/random-latent';
export { readEvaluatedSet } from './evaluations';
export type { Parts } from './parts';
export { findDataset, findProfile, type Profile, profiles } from './profiles';
export { type Reproduction, reproduce } from './reproduce';
export { applySettings, listSettings } from './settings';
export { openTrained, type TrainedModel } from './trained';
