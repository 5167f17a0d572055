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
