import { InputError } from '../runs/errors';

/** A mixture density network and its training (sections 2.6 and 2.7 of the paper). */
export interface MdnSettings {
  /** Gaussians of the mixture: K. */
  components: number;
  /** Samples in a training batch. */
  batch: number;
  /** Adam's learning rate. */
  learningRate: number;
  /** Training ends when the validation loss has not improved for so many epochs … */
  patience: number;
  /** … or after so many. The paper names none. */
  epochs: number;
}

export const paperMdn: MdnSettings = { components: 40, batch: 128, learningRate: 1e-3, patience: 50, epochs: 1000 };

/** Eq. 4: outputs of the mixture layer, K (1 + 2 M), for K Gaussians in M dimensions. */
export function mixtureOutputs(components: number, dimensions: number): number {
  return components * (1 + 2 * dimensions);
}

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkSettings(settings: MdnSettings, group = 'mdn'): void {
  // a batch of one sample has no variance to be normalised by
  for (const [name, least] of [
    ['components', 1],
    ['batch', 2],
    ['epochs', 1],
  ] as const) {
    const value = settings[name];
    if (!Number.isInteger(value) || value < least)
      throw new InputError(`${group}.${name}`, `${value}`, `give a whole number of at least ${least}`);
  }
  if (!(settings.patience >= 0)) throw new InputError(`${group}.patience`, `${settings.patience}`, 'give a number of at least 0');
  if (!(settings.learningRate > 0))
    throw new InputError(`${group}.learningRate`, `${settings.learningRate}`, 'give a number above 0');
}
