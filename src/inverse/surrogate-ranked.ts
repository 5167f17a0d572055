import { join } from 'node:path';
import { hashWeights } from '../learning/weights';
import type { MixtureDensityNetwork } from '../mdn/network';
import type { MdnSettings } from '../mdn/settings';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { PropertyValue } from '../simulation/property';
import { measureErrors, predictValidation } from '../surrogate/measure';
import { checkSettings, residualNetwork, type SurrogateSettings } from '../surrogate/settings';
import type { Surrogate } from '../surrogate/surrogate';
import { trainSurrogate } from '../surrogate/train';
import { checkCounts } from './check-ranges';
import { ganMdn } from './gan-mdn';
import { drawInside } from './gan-mdn-inside';
import type { Method, OpenContext, Trained, TrainingData } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, checkChoice, chooseNearest, numbersOf } from './surrogate-choice';
import { mixtureOf, surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';
import { joinParts } from './weight-parts';

/** How many latents are drawn, and how designs are chosen from them. */
export interface RankingSettings extends ChoiceSettings {
  candidates: number;
}

type RankedSettings = { mdn: MdnSettings; surrogate: SurrogateSettings; ranking: RankingSettings };

/**
 * Ours: many candidates of GAN-MDN, of which a surrogate of the simulator, a network that predicts the property from the image,
 * picks those nearest to the target. Latents are drawn within [−1, 1], as by GAN-MDN inside. Taken best first, a design is left
 * out that is close to a better one (`chooseApart`). No simulation is called.
 *
 * Training leaves two networks, mdn/ and surrogate/: the mixture density network is that of GAN-MDN, bit for bit, since it draws
 * from the same streams; the surrogate learns from the same 17,500 samples and never sees those that validate.
 */
export const surrogateRanked: Method<RankedSettings> = {
  name: 'surrogate-ranked GAN-MDN',
  origin: 'ours',
  summary: 'GAN-MDN draws many candidates, and a network that predicts the property from the image picks the best',
  settings: { mdn: ganMdn.settings.mdn, surrogate: residualNetwork, ranking: { candidates: 2000, apart: 0.1 } },
  module: __filename,
  repeats: 'designs',
  check({ mdn, surrogate, ranking }) {
    ganMdn.check?.({ mdn });
    checkSettings(surrogate);
    checkChoice(ranking, 'ranking');
    checkCounts(ranking, ['candidates'], 'ranking');
  },
  train: trainBoth,
  open: async (context, { ranking }) => new SurrogateRanked(context, await surrogateOf(context), ranking),
};

async function trainBoth(data: TrainingData, settings: RankedSettings, random: RandomStream, run?: KeptRun): Promise<Trained> {
  const kept = (name: string): KeptRun => ({ ...run, scratch: run?.scratch && join(run.scratch, name) });
  const mixture = await ganMdn.train!(data, settings, random, kept('mdn'));
  const { microstructures, y } = data.samples;
  const known = { microstructures, y, split: data.split };
  const { surrogate, history } = await trainSurrogate(known, settings.surrogate, random.derive('surrogate'), kept('surrogate'));
  const errors = measureErrors(await predictValidation(surrogate, known, run), known);
  const weights = joinParts({ mdn: mixture.weights, surrogate: surrogate.weights() });
  surrogate.dispose();
  return {
    weights,
    history: { step: 'epoch', quantity: 'mean error of the surrogate (%)', curves: { ...history } },
    results: {
      mixture: mixture.results,
      surrogate: { epochs: history.training.length, ...errors },
      sha256: hashWeights(weights),
    },
  };
}

class SurrogateRanked implements InverseModel {
  readonly name = surrogateRanked.name;
  private readonly mixture: MixtureDensityNetwork;

  constructor(
    private readonly context: OpenContext,
    private readonly surrogate: Surrogate,
    private readonly settings: RankingSettings,
  ) {
    this.mixture = mixtureOf(context);
  }

  async design(target: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    numbersOf(target, this.surrogate.numbers, this.name);
    const { latents, warnings } = drawInside(this.mixture, target, Math.max(count, this.settings.candidates), random);
    const networks = { generator, surrogate: this.surrogate, latentSide: dataset.latentSide };
    const found = await chooseNearest(networks, latents, target, count, this.settings, run);
    return {
      ...found,
      warnings: [...warnOfTarget(target, property, dataset.range), ...warnings, ...found.warnings],
    };
  }
}
