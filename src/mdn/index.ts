// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export type { MdnData } from './data';
export { compareLosses, type Losses, shuffleProperties, validationLoss } from './likelihood';
export { logDensity, type Mixture, sampleMixture } from './mixture';
export { MixtureDensityNetwork } from './network';
export { readPublishedNetwork } from './published';
export { type MdnSettings, mixtureOutputs, paperMdn } from './settings';
export { type MdnHistory, type MdnKeeping, trainMdn } from './train';
