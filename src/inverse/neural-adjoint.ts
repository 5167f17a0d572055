import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { PropertyValue } from '../simulation/property';
import type { Surrogate } from '../surrogate/surrogate';
import { checkCounts } from './check-ranges';
import { moveInside } from './gan-mdn';
import { checkDescent, type DescentSettings, descendLatents } from './latent-descent';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, checkChoice, chooseNearest, numbersOf } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';

/** How latents go down the gradient, and how designs are chosen from where they end. */
export interface AdjointSettings extends DescentSettings, ChoiceSettings {
  /** Latents that are followed for each design, of which the best is kept. */
  starts: number;
}

/**
 * Ours, after Ren, Padilla and Malof (2020): the neural adjoint. Latents from U(−1, 1) go down the gradient of the squared
 * difference between the target and what the surrogate says of their image, through the generator and a soft threshold at Otsu's
 * grey value, with a boundary loss Σ max(0, |z| − 1)² that keeps them where the generator was trained. Those that end nearest to
 * the target are the designs, but for any that is close to a better one. No simulation is called.
 *
 * The surrogate is that of surrogate-ranked GAN-MDN. Going down, one view of each image is enough; the end is judged by all.
 */
export const neuralAdjoint: Method<{ adjoint: AdjointSettings }> = {
  name: 'neural adjoint',
  origin: 'ours',
  summary: 'latents go down the gradient of a network that predicts the property, from many starts',
  settings: { adjoint: { starts: 2, steps: 40, learningRate: 0.05, sharpness: 10, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'designs',
  check({ adjoint }) {
    checkChoice(adjoint, 'adjoint');
    checkDescent(adjoint, 'adjoint');
    checkCounts(adjoint, ['starts'], 'adjoint');
  },
  open: async (context, { adjoint }) => new NeuralAdjoint(context, await surrogateOf(context), adjoint),
};

class NeuralAdjoint implements InverseModel {
  readonly name = neuralAdjoint.name;

  constructor(
    private readonly context: OpenContext,
    private readonly surrogate: Surrogate,
    private readonly settings: AdjointSettings,
  ) {}

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { latentSide, range } = dataset;
    const target = numbersOf(wanted, this.surrogate.numbers, this.name);
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const total = this.settings.starts * count;
    const starts = random.uniforms(total * latentSide ** 2, -1, 1);
    const latents = moveInside(await descendLatents(networks, starts, target, this.settings, run));
    const found = await chooseNearest(networks, latents, wanted, count, this.settings, run);
    return { ...found, warnings: [...warnOfTarget(wanted, property, range), ...found.warnings] };
  }
}
