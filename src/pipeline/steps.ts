import type { DatasetSettings } from '../datasets/dataset';
import { tabledOf } from '../inverse/method';
import { hasNetwork } from './learnt-outputs';
import { laterRepetitions, repeatedOf, retrainedOf, trainersOf } from './method-steps';
import { isSpectral, type Parts, partsOf } from './parts';
import type { Profile } from './profiles';
import type { Step } from './step';
import { datasetStep } from './steps/dataset';
import { evaluateStep } from './steps/evaluate';
import { evaluateSpectraStep, refineSpectraStep } from './steps/evaluate-spectra';
import { fieldsStep } from './steps/fields';
import { figuresStep } from './steps/figures';
import { generatorStep } from './steps/generator';
import { generatorQualityStep } from './steps/generator-quality';
import { learntStep } from './steps/learnt';
import { noveltySteps } from './steps/novelty';
import { repeatStep, retrainStep } from './steps/repeat';
import { spectraStep } from './steps/spectra';
import { tablesStep } from './steps/tables';
import { trainStep } from './steps/train';

/** Where the files of a run lie, and where its pictures go. */
export interface Place {
  folder: string;
  figures: string;
}

/** The chain of a profile, in order; `given` puts other methods or another property into it. */
export function pipelineSteps(profile: Profile, place: Place, given?: Partial<Parts>): Step[] {
  const all = partsOf(profile, given);
  const parts = { ...all, methods: tabledOf(all.methods) };
  if (isSpectral(parts)) return spectralSteps(profile, place, parts);
  return [
    fieldsStep(profile),
    generatorStep(profile),
    generatorQualityStep(profile),
    ...profile.datasets.flatMap((dataset) => [
      datasetStep(parts, dataset),
      ...trainersOf(parts.methods).map((method) => trainStep(profile, parts, method, dataset)),
      ...(hasNetwork(parts.methods) ? [learntStep(profile, dataset)] : []),
      ...parts.methods.map((method) => evaluateStep(profile, parts, method, dataset)),
      ...repeatSteps(profile, parts, dataset),
    ]),
    ...noveltySteps(profile, parts),
    tablesStep(profile, parts),
    figuresStep(profile, parts, place),
  ];
}

/** The chain for a property of several numbers, which no table or figure of the paper is of. */
function spectralSteps(profile: Profile, place: Place, parts: Parts): Step[] {
  const { methods, simulation } = parts;
  return [
    fieldsStep(profile),
    generatorStep(profile),
    ...profile.datasets.flatMap((dataset) => [
      datasetStep(parts, dataset),
      ...trainersOf(methods).map((method) => trainStep(profile, parts, method, dataset)),
      ...methods.map((method) => evaluateSpectraStep(profile, parts, method, dataset)),
      ...(simulation.fidelities.fine ? methods.map((method) => refineSpectraStep(parts, method, dataset)) : []),
      spectraStep(profile, parts, dataset, place),
    ]),
  ];
}

/** Trainings and evaluations of a data set once more, as often as the profile says. */
function repeatSteps(profile: Profile, parts: Parts, dataset: DatasetSettings): Step[] {
  if (laterRepetitions(profile).length === 0) return [];
  return [
    ...retrainedOf(parts.methods).map((method) => retrainStep(profile, parts, method, dataset)),
    ...repeatedOf(parts.methods).map((method) => repeatStep(profile, parts, method, dataset)),
  ];
}
