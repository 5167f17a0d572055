import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import type { MdnData } from './data';
import { kernelDensity } from './kernel-density';
import { logDensity } from './mixture';
import type { MixtureDensityNetwork } from './network';

/**
 * What a network has learnt: its loss on the validation set (Eq. 3: the mean of −ln P(z|y), in nats) beside those of densities
 * that know nothing of y. The lower the better.
 */
export interface Losses {
  network: number;
  /** The same network trained on shuffled properties: the most that its mixture can say of z alone. */
  shuffled?: number;
  /** A kernel density estimate of the training z. */
  kernelDensity: number;
  /** The density that latents are drawn from, uniform on [−1, 1]: M ln 2. */
  uniform: number;
}

/**
 * Measures a trained network on its validation set. Gaussians do not end at the edges of a box, so a mixture of them says less
 * of latents from U(−1, 1) than the uniform density does, and less the more dimensions there are; how much less, the network
 * of shuffled properties and the kernel density estimate tell. What the network says more than those it has learnt of y.
 *
 * @param shuffled a network trained on `shuffleProperties(data, …)` with the same settings
 */
export async function compareLosses(
  data: MdnData,
  network: MixtureDensityNetwork,
  shuffled?: MixtureDensityNetwork,
  run?: RunControl,
): Promise<Losses> {
  return {
    network: await validationLoss(data, network, run),
    ...(shuffled && { shuffled: await validationLoss(data, shuffled, run) }),
    kernelDensity: await meanLoss(data, kernelDensity(data.z, data.latentSize), 'the kernel density estimate', run),
    uniform: data.latentSize * Math.log(2),
  };
}

/** The mean of −ln P(z|y) over the validation set, in nats. */
export function validationLoss(data: MdnData, network: MixtureDensityNetwork, run?: RunControl): Promise<number> {
  return meanLoss(data, (z, y) => logDensity(network.mixture(y), z), 'the network', run);
}

/** The same latents and properties, but which belongs to which is lost: training and validation each in another order. */
export function shuffleProperties(data: MdnData, random: RandomStream): MdnData {
  const shuffle = (y: ArrayLike<number>, name: string) =>
    Float64Array.from(random.derive(name).permutation(y.length), (other) => y[other]);
  return { ...data, y: shuffle(data.y, 'training'), yValidation: shuffle(data.yValidation, 'validation') };
}

/** Samples after which the run may be interrupted: a kernel density estimate of 17,500 latents takes 1 ms for each. */
const together = 200;

async function meanLoss(
  { zValidation, yValidation, latentSize }: MdnData,
  logDensityOf: (z: ArrayLike<number>, y: number) => number,
  what: string,
  run?: RunControl,
): Promise<number> {
  const total = yValidation.length;
  let sum = 0;
  for (let i = 0; i < total; i++) {
    if (i % together === 0) {
      throwIfInterrupted(run);
      await breathe();
    }
    sum -= logDensityOf(zValidation.subarray(i * latentSize, (i + 1) * latentSize), yValidation[i]);
    if ((i + 1) % together === 0 || i + 1 === total) run?.onProgress?.({ label: `measuring ${what}`, done: i + 1, total });
  }
  return sum / total;
}
