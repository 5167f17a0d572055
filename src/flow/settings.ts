import { InputError } from '../runs/errors';

/** A conditional flow and its training. */
export interface FlowSettings {
  /** Units of each hidden layer of the velocity's network. */
  hidden: readonly number[];
  /** Samples in a training batch. */
  batch: number;
  /** Batches. */
  steps: number;
  /** At the start; it falls to 0 along half a cosine. */
  learningRate: number;
  /** Steps of the integration from t = 0 to 1. */
  odeSteps: number;
}

export const latentFlow: FlowSettings = { hidden: [128, 128, 128], batch: 512, steps: 12_000, learningRate: 2e-3, odeSteps: 20 };

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkSettings(settings: FlowSettings, group = 'flow'): void {
  const refuse = (name: string, found: unknown, remedy: string): never => {
    throw new InputError(`${group}.${name}`, `${found}`, remedy);
  };
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
  for (const name of ['batch', 'steps', 'odeSteps'] as const) {
    if (!isCount(settings[name])) refuse(name, settings[name], 'give a whole number of at least 1');
  }
  const { hidden, learningRate } = settings;
  if (hidden.length < 1 || !hidden.every(isCount))
    refuse('hidden', `[${hidden}]`, 'give at least one whole number of at least 1');
  if (!(learningRate > 0)) refuse('learningRate', learningRate, 'give a number above 0');
}
