import { pixelsPerLatent } from '../gan/latents';
import { MixtureDensityNetwork } from '../mdn/network';
import { checkSettings, type MdnSettings, paperMdn } from '../mdn/settings';
import { binarise } from '../microstructure/otsu';
import type { RandomStream } from '../numerics/random';
import type { PropertyValue } from '../simulation/property';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { trainMixture } from './train-mixture';
import { warnOfTarget } from './warnings';

/** The network of GAN-MDN. An epoch of 25,000 images takes one to two minutes of a core, so there are fewer: that is ours. */
const direct: MdnSettings = { ...paperMdn, epochs: 15 };

/**
 * The paper's baseline (section 3.2) without a GAN: the mixture density network maps y to all pixels of the image, each one
 * dimension of its Gaussians, so M is 4,096 or 9,216 and the network gives 327,720 or 737,320 numbers (Eq. 4). Pixels are −1
 * and 1 to it; an image that it draws is cut in two phases at its Otsu threshold.
 *
 * Pixels are independent within a Gaussian, and so are designs: where 2,800 images of Data-II were learnt, σ was below 0.05 in a
 * tenth of the pixels and near 1 in another, and the designs were smooth shapes under noise of single pixels, with 0.4 to 0.5
 * edges per pixel where the data have 0.07.
 */
export const directMdn: Method<{ direct: MdnSettings }> = {
  name: 'direct MDN',
  origin: 'baseline',
  summary: 'a mixture density network draws all pixels for the target',
  settings: { direct },
  module: __filename,
  repeats: 'designs',
  check: (settings) => checkSettings(settings.direct, 'direct'),
  train(data, settings, random, run) {
    const { microstructures } = data.samples;
    const size = microstructures[0].pixels.length;
    const take = (rows: Uint32Array): Int8Array => {
      const values = new Int8Array(rows.length * size);
      rows.forEach((row, i) => {
        const { pixels } = microstructures[row];
        for (let pixel = 0; pixel < size; pixel++) values[i * size + pixel] = 2 * pixels[pixel] - 1;
      });
      return values;
    };
    return trainMixture(data, { size, take }, settings.direct, random, run);
  },
  open: (context) => new DirectMdn(context),
};

class DirectMdn implements InverseModel {
  readonly name = directMdn.name;
  private readonly network: MixtureDensityNetwork;

  constructor(private readonly context: OpenContext) {
    this.network = MixtureDensityNetwork.fromWeights(context.weights!);
  }

  async design(target: PropertyValue, count: number, random: RandomStream): Promise<Design> {
    const { dataset, property } = this.context;
    const side = pixelsPerLatent * dataset.latentSide;
    const grey = this.network.sample(target, count, random);
    const candidates = Array.from({ length: count }, (_, i) => ({
      microstructure: binarise(grey.subarray(i * side ** 2, (i + 1) * side ** 2), side, side),
    }));
    return { candidates, warnings: warnOfTarget(target, property, dataset.range) };
  }
}
