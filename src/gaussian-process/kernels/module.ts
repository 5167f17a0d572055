// What the wasm module for predictions at many points exports. All numbers are doubles, strides are in bytes.
export { covariances } from './matern';
export { multiply } from './product';
