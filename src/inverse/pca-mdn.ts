import { pixelsPerLatent } from '../gan/latents';
import { hashWeights, type NamedWeights } from '../learning/weights';
import { MixtureDensityNetwork } from '../mdn/network';
import { checkSettings, type MdnSettings, paperMdn } from '../mdn/settings';
import { binarise } from '../microstructure/otsu';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { PropertyValue } from '../simulation/property';
import { inverseTransform, type ScaledComponents, transform } from './component-scores';
import type { Method, OpenContext, Trained, TrainingData } from './method';
import type { Design, InverseModel } from './model';
import { findComponents } from './principal-components';
import { trainMixture } from './train-mixture';
import { warnOfTarget } from './warnings';

/**
 * The paper's baseline (section 3.2) that has principal component analysis in the GAN's place: the mixture density network
 * draws as many principal components as a latent has numbers (9 for Data-I, 4 for Data-II), the inverse transform makes a grey
 * image of them, and Otsu's threshold a microstructure. The network and its settings are those of GAN-MDN.
 *
 * Few components make blurred images: four keep 30 % of the variance of Data-II, nine 22 % of Data-I; and Otsu's threshold parts
 * a blurred image about in halves, whatever the data's volume fraction.
 *
 * The paper does not say how the components are scaled. Here each is divided by its standard deviation over the training
 * images, so that the network learns numbers of about the size of latents.
 */
export const pcaMdn: Method<{ mdn: MdnSettings }> = {
  name: 'PCA-MDN',
  origin: 'baseline',
  summary: 'a mixture density network draws principal components for the target, their inverse transform is cut in two phases',
  settings: { mdn: paperMdn },
  module: __filename,
  check: ({ mdn }) => checkSettings(mdn),
  train: trainOnComponents,
  open: (context) => new PcaMdn(context),
};

/** Finds the components of the training images, then trains the network on pairs of y and the images' components. */
async function trainOnComponents(
  data: TrainingData,
  { mdn }: { mdn: MdnSettings },
  random: RandomStream,
  run?: KeptRun,
): Promise<Trained> {
  const { microstructures, latentSide } = data.samples;
  const images = Array.from(data.split.training, (row) => microstructures[row]);
  const found = await findComponents(images, latentSide ** 2, random.derive('components'), run);
  const { mean, components, variances, totalVariance } = found;
  const pca: ScaledComponents = { mean, components, deviations: variances.map(Math.sqrt) };
  const scores = (rows: Uint32Array) =>
    Float32Array.from([...rows].flatMap((row) => transform(pca, microstructures[row].pixels)));
  const trained = await trainMixture(data, { size: components.length, take: scores }, mdn, random, run);
  const weights = joinWeights(pca, trained.weights);
  const varianceKept = variances.reduce((sum, variance) => sum + variance, 0) / totalVariance;
  return { ...trained, weights, results: { ...trained.results, varianceKept, sha256: hashWeights(weights) } };
}

/** Arrays pca/mean (p), pca/components (k × p), pca/deviations (k), and those of the network under mdn/. */
function joinWeights({ mean, components, deviations }: ScaledComponents, network: NamedWeights): NamedWeights {
  const array = (shape: number[], values: ArrayLike<number>) => ({ shape, values: Float32Array.from(values) });
  const flat = new Float32Array(components.length * mean.length);
  components.forEach((component, k) => {
    flat.set(component, k * mean.length);
  });
  return {
    'pca/mean': array([mean.length], mean),
    'pca/components': array([components.length, mean.length], flat),
    'pca/deviations': array([deviations.length], deviations),
    ...Object.fromEntries(Object.entries(network).map(([name, values]) => [`mdn/${name}`, values])),
  };
}

function partWeights(weights: NamedWeights): { pca: ScaledComponents; network: MixtureDensityNetwork } {
  const [mean, flat, deviations] = ['mean', 'components', 'deviations'].map((name) => weights[`pca/${name}`].values);
  const ofNetwork = Object.entries(weights).filter(([name]) => name.startsWith('mdn/'));
  const components = Array.from(deviations, (_, k) => flat.subarray(k * mean.length, (k + 1) * mean.length));
  return {
    pca: { mean, components, deviations },
    network: MixtureDensityNetwork.fromWeights(
      Object.fromEntries(ofNetwork.map(([name, values]) => [name.slice('mdn/'.length), values])),
    ),
  };
}

class PcaMdn implements InverseModel {
  readonly name = pcaMdn.name;
  private readonly pca: ScaledComponents;
  private readonly network: MixtureDensityNetwork;

  constructor(private readonly context: OpenContext) {
    const { pca, network } = partWeights(context.weights!);
    this.pca = pca;
    this.network = network;
  }

  async design(target: PropertyValue, count: number, random: RandomStream): Promise<Design> {
    const { dataset, property } = this.context;
    const side = pixelsPerLatent * dataset.latentSide;
    const size = this.network.dimensions;
    const scores = this.network.sample(target, count, random);
    const candidates = Array.from({ length: count }, (_, i) => ({
      microstructure: binarise(inverseTransform(this.pca, scores.subarray(i * size, (i + 1) * size)), side, side),
    }));
    return { candidates, warnings: warnOfTarget(target, property, dataset.range) };
  }
}
