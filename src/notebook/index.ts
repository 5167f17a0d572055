export * from '../figures/index';
export { RandomStream } from '../numerics/random';
export { check } from './check';
export { cellRun, interruptSignal } from './run';
export { show } from './show';
export { table } from './table';
