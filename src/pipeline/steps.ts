import { trainersOf } from './method-steps';
import { type Parts, partsOf } from './parts';
import type { Profile } from './profiles';
import type { Step } from './step';
import { datasetStep } from './steps/dataset';
import { evaluateStep } from './steps/evaluate';
import { fieldsStep } from './steps/fields';
import { figuresStep } from './steps/figures';
import { generatorStep } from './steps/generator';
import { generatorQualityStep } from './steps/generator-quality';
import { noveltySteps } from './steps/novelty';
import { tablesStep } from './steps/tables';
import { trainStep } from './steps/train';

/** Where the files of a run lie, and where its pictures go. */
export interface Place {
  folder: string;
  figures: string;
}

/** The chain of a profile, in order; `given` puts other methods or another property into it. */
export function pipelineSteps(profile: Profile, place: Place, given?: Partial<Parts>): Step[] {
  const parts = partsOf(profile, given);
  return [
    fieldsStep(profile),
    generatorStep(profile),
    generatorQualityStep(profile),
    ...profile.datasets.flatMap((dataset) => [
      datasetStep(parts, dataset),
      ...trainersOf(parts.methods).map((method) => trainStep(profile, parts, method, dataset)),
      ...parts.methods.map((method) => evaluateStep(profile, parts, method, dataset)),
    ]),
    ...noveltySteps(profile, parts),
    tablesStep(profile, parts),
    figuresStep(profile, parts, place),
  ];
}
