// What the learning kernels' wasm module exports.
export { stepAdam } from './adam';
export { convolve, convolveFilterGradient, convolveInputGradient } from './convolution';
export { normalise, normaliseGradient } from './normalisation';
export { mixtureLogDensity, mixtureLogDensityGradient } from './mixture';
export { multiply, sumColumns } from './linear';
export { transpose } from '../../numerics/kernels/arrays';
