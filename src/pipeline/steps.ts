import type { Profile } from './profiles';
import type { Step } from './step';
import { datasetStep } from './steps/dataset';
import { evaluationStep } from './steps/evaluation';
import { fieldsStep } from './steps/fields';
import { figuresStep } from './steps/figures';
import { generatorStep } from './steps/generator';
import { networkStep } from './steps/network';

/** The chain of a profile, in order. `folder` is where its files lie, `figuresFolder` where its pictures go. */
export function pipelineSteps(profile: Profile, folder: string, figuresFolder: string): Step[] {
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
