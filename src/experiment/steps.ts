import type { Profile } from './profiles';
import type { Step } from './step';
import { datasetStep } from './steps/dataset-step';
import { evaluationStep } from './steps/evaluation-step';
import { fieldsStep } from './steps/fields-step';
import { figuresStep } from './steps/figures-step';
import { generatorStep } from './steps/generator-step';
import { networkStep } from './steps/network-step';

/** The chain of a profile, in order. `folder` is where its files lie, `figuresFolder` where its pictures go. */
export function experimentSteps(profile: Profile, folder: string, figuresFolder: string): Step[] {
  return [
    fieldsStep(profile),
    generatorStep(profile),
    ...profile.datasets.flatMap((dataset) => [
      datasetStep(profile, dataset),
      networkStep(profile, dataset),
      evaluationStep(profile, dataset),
    ]),
    figuresStep(profile, folder, figuresFolder),
  ];
}
