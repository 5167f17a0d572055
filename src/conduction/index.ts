// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { hashinShtrikmanBounds, wienerBounds } from './bounds';
export { type Conductivity, type ConductivityOptions, effectiveConductivity } from './conductivity';
export { type ConductionSettings, tenfold } from './settings';
export { conduction } from './simulation';
export type { Tensor } from './tensor';
