import { MixtureDensityNetwork } from '../mdn/network';
import { Surrogate } from '../surrogate/surrogate';
import type { OpenContext } from './method';
import { partOf } from './weight-parts';

/** The two networks that surrogate-ranked GAN-MDN leaves, for all methods that it is trained for. */
export const mixtureOf = ({ weights }: Pick<OpenContext, 'weights'>): MixtureDensityNetwork =>
  MixtureDensityNetwork.fromWeights(partOf(weights!, 'mdn'));
export const surrogateOf = ({ weights }: Pick<OpenContext, 'weights'>): Promise<Surrogate> =>
  Surrogate.fromWeights(partOf(weights!, 'surrogate'));
