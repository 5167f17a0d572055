import type { NamedWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { readHdf5 } from '../runs/hdf5';
import { MixtureDensityNetwork } from './network';

/**
 * Where the authors' Keras file keeps each of our layers. Its mixture layer is three: means, standard deviations and mixing
 * coefficients.
 */
const denseNames: Record<string, string> = {
  layer1: 'dense',
  layer2: 'dense_1',
  layer3: 'dense_2',
  layer4: 'dense_3',
  mean: 'dense_4',
  deviation: 'dense_5',
  share: 'dense_6',
};
const normalisations: Record<string, string> = {
  layer1: 'batch_normalization',
  layer2: 'batch_normalization_1',
  layer3: 'batch_normalization_2',
  layer4: 'batch_normalization_3',
};

/** The authors' trained network for 2 × 2 latents (their MDN_weights.h5). It reads y as it is. */
export async function readPublishedNetwork(path: string, argument = path): Promise<MixtureDensityNetwork> {
  const { arrays } = await readHdf5(path, argument);
  const read = (layer: string, name: string): NamedWeights[string] => {
    const array = arrays[`${layer}/${layer}/${name}:0`];
    if (!array) throw new InputError(argument, `${path} has no ${name} of ${layer}`, 'give the MDN_weights.h5 of the authors');
    return { shape: array.shape, values: Float32Array.from(array.data) };
  };
  const weights: NamedWeights = { scale: { shape: [2], values: Float32Array.of(0, 1) } };
  for (const [name, layer] of Object.entries(denseNames)) {
    weights[`${name}/weight`] = read(layer, 'kernel');
    weights[`${name}/bias`] = read(layer, 'bias');
  }
  for (const [name, layer] of Object.entries(normalisations)) {
    weights[`${name}/gamma`] = read(layer, 'gamma');
    weights[`${name}/beta`] = read(layer, 'beta');
    weights[`${name}/mean`] = read(layer, 'moving_mean');
    weights[`${name}/variance`] = read(layer, 'moving_variance');
  }
  return MixtureDensityNetwork.fromWeights(weights);
}
