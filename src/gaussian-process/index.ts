// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export {
  type AcquisitionFunction,
  expectedImprovement,
  lowerConfidenceBound,
  probabilityOfImprovement,
  targetImprovement,
} from './acquisition';
export { fitKernel, usualKernel } from './fit';
export { armProbabilities, arms, drawArm, updateGains } from './hedge';
export { type HedgedEvaluation, type HedgedSettings, hedgedOptimisation } from './hedged';
export type { Kernel } from './kernel';
export { latinHypercube } from './latin-hypercube';
export { distribution } from './normal';
export { type OptimisationSettings, usualOptimisation } from './optimisation';
export { type Prediction, predict } from './prediction';
export { GaussianProcess } from './regression';
export type { Evaluation, Objective } from './surrogate';
export { nearestEvaluation, type TargetedEvaluation, type TargetedSettings, targetedOptimisation } from './targeted';
