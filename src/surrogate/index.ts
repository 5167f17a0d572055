// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export type { SurrogateData } from './data';
export { measureErrors, predictValidation, type SurrogateErrors } from './measure';
export { residualNetwork, type SurrogateSettings } from './settings';
export { Surrogate } from './surrogate';
export { type SurrogateHistory, trainSurrogate } from './train';
