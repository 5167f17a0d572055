import { join } from 'node:path';
import type { LearntSet } from '../evaluation/learnt';
import { ganMdn } from '../inverse/gan-mdn';
import { type Method, slugOf } from '../inverse/method';
import { readJsonIfThere } from '../runs/json';
import type { TableEnding } from './evaluations';
import { trainersOf } from './method-steps';
import type { Profile } from './profiles';

/**
 * What the steps that measure GAN-MDN's networks are called and leave. This is not in outputs.ts, since the code of every
 * training is known by that file too: a change to it trains all networks anew.
 */

export const learntStepName = (dataset: string): string => `learnt-${slugOf(ganMdn)}-${dataset}`;
export const learntFile = (dataset: string): string => `learnt/${slugOf(ganMdn)}-${dataset}.json`;
export const learntTable = (ending: TableEnding): string => `tables/learnt.${ending}`;

/** Whether there is a network to measure: GAN-MDN is among the methods, or one that works with its network. */
export const hasNetwork = (methods: readonly Method[]): boolean => trainersOf(methods).some((method) => method === ganMdn);

/** Names of all these steps of a chain. */
export const learntStepNames = ({ datasets }: Pick<Profile, 'datasets'>, methods: readonly Method[]): string[] =>
  hasNetwork(methods) ? datasets.map(({ name }) => learntStepName(name)) : [];

/** The data sets whose network was measured. */
export function readLearnt(folder: string, datasets: Profile['datasets']): LearntSet[] {
  return datasets.flatMap((dataset) => {
    const losses = readJsonIfThere<LearntSet['losses']>(join(folder, learntFile(dataset.name)));
    return losses ? [{ dataset, losses }] : [];
  });
}
