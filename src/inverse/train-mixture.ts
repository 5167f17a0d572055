import { countNumbers } from '../datasets/dataset';
import { hashWeights } from '../learning/weights';
import { type MdnData, propertiesOf } from '../mdn/data';
import type { MdnSettings } from '../mdn/settings';
import { trainMdn } from '../mdn/train';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { Trained, TrainingData } from './method';

/** What a mixture density network gives for a property: `size` numbers for each sample, those that `rows` names in its order. */
export interface MixtureOutputs {
  size: number;
  take(rows: Uint32Array): MdnData['z'];
}

/**
 * Trains a mixture density network on pairs of the data set's y and what stands for its microstructures: latents, principal
 * components or pixels.
 */
export async function trainMixture(
  data: TrainingData,
  outputs: MixtureOutputs,
  settings: MdnSettings,
  random: RandomStream,
  run?: KeptRun,
): Promise<Trained> {
  const { network, history } = await trainMdn(mixtureData(data, outputs), settings, random, run, { checkpoint: run?.scratch });
  const { training, validation, best } = history;
  const weights = network.weights();
  return {
    weights,
    history: { step: 'epoch', quantity: 'negative log-likelihood', curves: { training, validation } },
    results: {
      epochs: validation.length,
      bestEpoch: best + 1,
      bestValidationLoss: validation[best],
      sha256: hashWeights(weights),
    },
  };
}

/** Properties and outputs of the samples that train and of those that validate. */
export function mixtureData(
  { samples, split }: Pick<TrainingData, 'samples' | 'split'>,
  { size, take }: MixtureOutputs,
): MdnData {
  const { training, validation } = split;
  const propertySize = countNumbers(samples);
  const properties = (rows: Uint32Array) => propertiesOf(samples.y, rows, propertySize);
  return {
    latentSize: size,
    propertySize,
    z: take(training),
    y: properties(training),
    zValidation: take(validation),
    yValidation: properties(validation),
  };
}
