// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { Adam, type AdamSettings, type AdamState, adamDefaults } from './adam';
export { type Backend, type BackendName, selectBackend } from './backend';
export { type Checkpoint, findCheckpoint, loadCheckpoint, saveCheckpoint } from './checkpoint';
export { type GaussianLayer, mixtureLogDensity } from './mixture';
export { type Normalised, normaliseBatch } from './normalisation';
export { transposeConvolvePeriodically } from './periodic-convolution';
export { createVariables, readTensors, type Variables } from './variables';
export { hashWeights, loadWeights, type NamedWeights, saveWeights } from './weights';
