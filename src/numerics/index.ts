// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export type { Precision } from './arena';
export { fft2 } from './fft';
export { factorise, invert, type LuFactors, solve, solveFromRight } from './lu';
export { type ComplexMatrix, copy, identity, transpose, zeros } from './matrix';
export { leastVector } from './null-vector';
export { multiply } from './product';
export { gaussLegendre } from './quadrature';
export { RandomStream } from './random';
