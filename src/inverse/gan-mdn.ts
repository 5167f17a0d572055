import { type Samples, takeRows } from '../datasets/dataset';
import { MixtureDensityNetwork } from '../mdn/network';
import { checkSettings, type MdnSettings, paperMdn } from '../mdn/settings';
import type { RandomStream } from '../numerics/random';
import type { PropertyValue } from '../simulation/property';
import { candidatesOf } from './candidates';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type MixtureOutputs, trainMixture } from './train-mixture';
import { warnOfTarget } from './warnings';

/**
 * The paper's method (section 2.7): the mixture density network draws latents given the target, the generator turns them
 * into microstructures.
 */
export const ganMdn: Method<{ mdn: MdnSettings }> = {
  name: 'GAN-MDN',
  origin: 'paper',
  summary: 'a mixture density network draws latents for the target, the generator makes microstructures of them',
  settings: { mdn: paperMdn },
  module: __filename,
  check: ({ mdn }) => checkSettings(mdn),
  train: (data, { mdn }, random, run) => trainMixture(data, latentsOf(data.samples), mdn, random, run),
  open: (context) => new GanMdn(context, 'GAN-MDN', drawLatents),
};

/** The latents of samples, which the network learns to give. */
export function latentsOf({ latents, latentSide }: Pick<Samples, 'latents' | 'latentSide'>): MixtureOutputs {
  const size = latentSide ** 2;
  return { size, take: (rows) => takeRows(latents, size, rows) };
}

/** Latents for a target (count × M), and what is to be said of them. */
export type DrawLatents = (
  network: MixtureDensityNetwork,
  target: PropertyValue,
  count: number,
  random: RandomStream,
) => { latents: Float32Array; warnings: string[] };

/** Each latent draws its own mixture component by weight. */
const drawLatents: DrawLatents = (network, target, count, random) => {
  const latents = network.sample(target, count, random);
  const size = network.dimensions;
  const outside = Array.from({ length: count }, (_, i) => latents.subarray(i * size, (i + 1) * size)).filter(isOutside).length;
  const warnings = [`${outside} of ${count} latents lie beyond [−1, 1], where the generator was not trained`];
  return { latents, warnings: outside > 0 ? warnings : [] };
};

/** Whether some number of a latent is beyond [−1, 1], which the generator was trained in. */
export const isOutside = (latent: Float32Array): boolean => latent.some((value) => Math.abs(value) > 1);

/** Latents, those numbers moved to −1 or 1 that lie beyond. */
export const moveInside = (latents: Float32Array): Float32Array => latents.map((value) => Math.max(-1, Math.min(1, value)));

/** A trained network and the generator; how latents are drawn is the one thing in which methods of this kind differ. */
export class GanMdn implements InverseModel {
  private readonly network: MixtureDensityNetwork;

  constructor(
    private readonly context: Pick<OpenContext, 'generator' | 'weights' | 'dataset' | 'property'>,
    readonly name: string,
    private readonly draw: DrawLatents,
  ) {
    this.network = MixtureDensityNetwork.fromWeights(context.weights!);
  }

  async design(target: PropertyValue, count: number, random: RandomStream): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latents, warnings } = this.draw(this.network, target, count, random);
    return {
      candidates: candidatesOf(generator, latents, dataset.latentSide),
      warnings: [...warnOfTarget(target, property, dataset.range), ...warnings],
    };
  }
}
