import { takeRows } from '../datasets/dataset';
import type { Generator } from '../gan/generator';
import { hashWeights } from '../learning/weights';
import { MixtureDensityNetwork } from '../mdn/network';
import { checkSettings, type MdnSettings, paperMdn } from '../mdn/settings';
import { trainMdn } from '../mdn/train';
import type { RandomStream } from '../numerics/random';
import type { PropertyValue } from '../simulation/property';
import { candidatesOf } from './candidates';
import type { Method, OpenContext, Trained, TrainingData, TrainingRun } from './method';
import type { Design, InverseModel } from './model';
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
  train: trainOnLatents,
  open: ({ generator, weights, dataset, property }) =>
    new GanMdn(generator, MixtureDensityNetwork.fromWeights(weights!), { ...dataset, property }),
};

/** Trains the network on pairs of the data set's y and z. */
async function trainOnLatents(
  { samples, split }: TrainingData,
  { mdn }: { mdn: MdnSettings },
  random: RandomStream,
  run?: TrainingRun,
): Promise<Trained> {
  const latentSize = samples.latentSide ** 2;
  const y = Float32Array.from(samples.y);
  const data = {
    latentSize,
    z: takeRows(samples.latents, latentSize, split.training),
    y: takeRows(y, 1, split.training),
    zValidation: takeRows(samples.latents, latentSize, split.validation),
    yValidation: takeRows(y, 1, split.validation),
  };
  const { network, history } = await trainMdn(data, mdn, random, run, { checkpoint: run?.scratch });
  const { training, validation, best } = history;
  return {
    weights: network.weights(),
    history: { step: 'epoch', quantity: 'negative log-likelihood', curves: { training, validation } },
    results: {
      epochs: validation.length,
      bestEpoch: best + 1,
      bestValidationLoss: validation[best],
      sha256: hashWeights(network.weights()),
    },
  };
}

/** Each candidate draws its own mixture component by weight. */
export class GanMdn implements InverseModel {
  readonly name = ganMdn.name;

  constructor(
    private readonly generator: Generator,
    private readonly network: MixtureDensityNetwork,
    /** Side of the latents; property and its range in the training data. */
    private readonly trained: { latentSide: number } & Pick<OpenContext['dataset'], 'range'> & Pick<OpenContext, 'property'>,
  ) {}

  async design(target: PropertyValue, count: number, random: RandomStream): Promise<Design> {
    const { latentSide, range, property } = this.trained;
    const latents = this.network.sample(target, count, random);
    return {
      candidates: candidatesOf(this.generator, latents, latentSide),
      warnings: [...warnOfTarget(target, property, range), ...warnOfLatents(latents, latentSide ** 2)],
    };
  }
}

function warnOfLatents(latents: Float32Array, size: number): string[] {
  let outside = 0;
  for (let i = 0; i < latents.length; i += size) {
    outside += Number(latents.subarray(i, i + size).some((value) => Math.abs(value) > 1));
  }
  if (outside === 0) return [];
  return [`${outside} of ${latents.length / size} latents lie beyond [−1, 1], where the generator was not trained`];
}
