/** What a notebook or another project needs of the RCWA solver; README.md beside this file has the theory. */

export { absorptionMap, type FieldMap, type FieldPlane, fieldsOnPlane } from './fields/fields';
export { fieldsOnSlice, type Slice, type SliceFields } from './fields/slice-fields';
export { type FluxWindow, windowFlux } from './fields/window-flux';
export { type AbsorptionGradient, absorptionGradient, type EfficiencyGradient, efficiencyGradient } from './gradient/gradient';
export { layerModes } from './layer/modes';
export { checkProblem } from './problem/check';
export { fromBelow } from './problem/from-below';
export { hexagonalCell } from './problem/hexagonal';
export {
  type FormulaMaterial,
  loadMaterial,
  type Material,
  type MaterialTable,
  readMaterial,
  refractiveIndex,
  silica,
  tabulatedMaterials,
} from './problem/materials';
export { parseProblem } from './problem/parse-problem';
export { isLossless, type OpticalProblem, type Pattern, type RefractiveIndex, type Truncation } from './problem/problem';
export { readRefractiveIndexInfo } from './problem/refractive-index-info';
export { checkStack, parseStack, type StackLayer, type StackProblem } from './problem/stack-problem';
export { airyFilm, type UniformFilm } from './solver/airy';
export { type CircularMatrix, type Complex, inCircularBasis, type JonesMatrix } from './solver/amplitudes';
export type { DiffractionEfficiencies, Efficiencies, OrderEfficiencies } from './solver/efficiencies';
export { absorption, type Solution, solve } from './solver/solve';
export { type StackSolution, solveStack } from './solver/stack';
export { type Convergence, converge } from './sweeps/convergence';
export {
  atWavelength,
  type EfficiencyCurves,
  type Spectrum,
  type SpectrumMaterials,
  type SpectrumPoints,
  spectrum,
} from './sweeps/spectra';
export { coarserTruncation, truncationError } from './sweeps/truncation-error';
