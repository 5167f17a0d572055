import { type Method, trainerOf } from '../inverse/method';
import {
  evaluateStepName,
  laterRepetitions,
  repeatedOf,
  repeatStepName,
  retrainedOf,
  retrainStepName,
  trainStepName,
} from '../pipeline/method-steps';
import type { Profile } from '../pipeline/profiles';

/** Names of the steps that leave a data set, and what methods have learned from it. */
export function stepsFor(dataset: string, ...methods: readonly Method[]): string[] {
  const trained = methods.flatMap((method) => trainerOf(method) ?? []).map((trainer) => trainStepName(trainer, dataset));
  return ['fields', 'generator', `dataset-${dataset}`, ...new Set(trained)];
}

/** Those that evaluate methods, and all that come before. */
export const evaluationSteps = (dataset: string, methods: readonly Method[]): string[] => [
  ...stepsFor(dataset, ...methods),
  ...methods.map((method) => evaluateStepName(method, dataset)),
];

/** Those that train and evaluate methods a few times more, and all that come before; none where the profile repeats nothing. */
export function repetitionSteps(profile: Profile, dataset: string, methods: readonly Method[]): string[] {
  if (laterRepetitions(profile).length === 0) return [];
  const repeated = repeatedOf(methods);
  return [
    ...stepsFor(dataset, ...repeated),
    ...retrainedOf(repeated).map((method) => retrainStepName(method, dataset)),
    ...repeated.map((method) => repeatStepName(method, dataset)),
  ];
}
