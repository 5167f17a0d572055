import { InputError } from '../runs/errors';

/** A surrogate network and its training. */
export interface SurrogateSettings {
  /** Pixels along a side of what the network sees: images are averaged to it, so it divides their side. */
  side: number;
  /** Channels of the first layer and of each stage after it; every stage halves the side. */
  widths: readonly number[];
  /** Residual blocks of each stage. */
  blocks: number;
  /** Units of the layer between the averages over all pixels and the property. */
  hidden: number;
  epochs: number;
  /** Samples in a training batch. */
  batch: number;
  /** The highest learning rate of the one-cycle schedule. */
  learningRate: number;
  /** What each step takes off the weights, as a share of them for a learning rate of 1. */
  weightDecay: number;
  /** Errors above it, in standard deviations of y, count by their size, smaller ones by their square (Huber 1964). */
  huber: number;
}

/** 345,000 weights. */
export const residualNetwork: SurrogateSettings = {
  side: 32,
  widths: [16, 32, 64, 96],
  blocks: 1,
  hidden: 64,
  epochs: 24,
  batch: 64,
  learningRate: 4e-3,
  weightDecay: 0.02,
  huber: 0.1,
};

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkSettings(settings: SurrogateSettings, group = 'surrogate'): void {
  const { side, widths } = settings;
  const refuse = (name: string, found: unknown, remedy: string): never => {
    throw new InputError(`${group}.${name}`, `${found}`, remedy);
  };
  for (const name of ['side', 'blocks', 'hidden', 'epochs', 'batch'] as const) {
    const value = settings[name];
    if (!Number.isInteger(value) || value < 1) refuse(name, value, 'give a whole number of at least 1');
  }
  if (widths.length < 1 || !widths.every((width) => Number.isInteger(width) && width >= 1))
    refuse('widths', `[${widths}]`, 'give at least one whole number of at least 1');
  // a filter of the last stage reaches over three pixels
  const last = side / 2 ** (widths.length - 1);
  if (!Number.isInteger(last) || last < 3)
    refuse(
      'side',
      `${side}, halved ${widths.length - 1} times, is ${last}`,
      'give a side that leaves a whole number of at least 3',
    );
  for (const name of ['learningRate', 'huber'] as const)
    if (!(settings[name] > 0)) refuse(name, settings[name], 'give a number above 0');
  if (!(settings.weightDecay >= 0)) refuse('weightDecay', settings.weightDecay, 'give a number of at least 0');
}
