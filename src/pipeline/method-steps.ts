import { type Method, slugOf, trainerOf } from '../inverse/method';
import type { Parts } from './parts';
import type { Profile } from './profiles';

/** What the steps of a method are called, and what they depend on. */

export const trainStepName = (method: Pick<Method, 'name'>, dataset: string): string => `train-${slugOf(method)}-${dataset}`;

export const evaluateStepName = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluate-${slugOf(method)}-${dataset}`;

export const retrainStepName = (method: Pick<Method, 'name'>, dataset: string): string => `retrain-${slugOf(method)}-${dataset}`;

export const repeatStepName = (method: Pick<Method, 'name'>, dataset: string): string => `repeat-${slugOf(method)}-${dataset}`;
export const noveltyStepName = (method: Pick<Method, 'name'>, dataset: string): string => `novelty-${slugOf(method)}-${dataset}`;

/** Of the data themselves. */
export const noveltyDataStepName = (dataset: string): string => noveltyStepName({ name: 'data' }, dataset);

/** A method's settings in a profile: its defaults, and over them what the profile says of each of its groups. */
export function settingsOf({ methods: changes }: Profile, { settings }: Pick<Method, 'settings'>): object {
  return Object.fromEntries(
    Object.entries(settings).map(([group, defaults]) => [group, { ...(defaults as object), ...changes[group] }]),
  );
}

/** The methods that have to be trained for these, each once. */
export const trainersOf = (methods: readonly Method[]): Method[] => [
  ...new Set(methods.flatMap((each) => trainerOf(each) ?? [])),
];

/** The methods of which something is repeated, and those of which training is. */
export const repeatedOf = (methods: readonly Method[]): Method[] => methods.filter(({ repeats }) => repeats !== 'nothing');
export const retrainedOf = (methods: readonly Method[]): Method[] => trainersOf(methods).filter(({ repeats }) => !repeats);

/** The numbers of the repetitions but for the first: 2, 3, … */
export const laterRepetitions = ({ protocol: { repetitions = 1 } }: Profile): number[] =>
  Array.from({ length: repetitions - 1 }, (_, i) => i + 2);

/** The module of a method, or what its functions say where it has none. */
export const codeOf = ({ module, train, open }: Method): string => module ?? `${train} ${open}`;

/** The same of a simulation. */
export const codeOfSimulation = ({ module, open }: Parts['simulation']): string => module ?? `${open}`;
