import type { Generator } from '../gan/generator';
import type { MixtureDensityNetwork } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import { candidatesOf } from './candidates';
import type { Design, InverseModel } from './model';

/**
 * The paper's method (section 2.7): the mixture density network draws latents given the target, the generator turns them
 * into microstructures. Each candidate draws its own mixture component by weight.
 */
export class GanMdn implements InverseModel {
  readonly name = 'GAN-MDN';

  constructor(
    private readonly generator: Generator,
    private readonly network: MixtureDensityNetwork,
    private readonly latentSide: number,
    /** Range of the property in the training data. */
    private readonly trainingRange: readonly [number, number],
  ) {}

  async design(target: number, count: number, random: RandomStream): Promise<Design> {
    const latents = this.network.sample(target, count, random);
    return { candidates: candidatesOf(this.generator, latents, this.latentSide), warnings: this.warningsFor(target, latents) };
  }

  private warningsFor(target: number, latents: Float32Array): string[] {
    const warnings: string[] = [];
    const [low, high] = this.trainingRange;
    if (target < low || target > high) {
      warnings.push(`the target ${target} lies outside the training data (${low} … ${high}): this is exploration`);
    }
    const size = this.latentSide ** 2;
    let outside = 0;
    for (let i = 0; i < latents.length; i += size) {
      outside += Number(latents.subarray(i, i + size).some((value) => Math.abs(value) > 1));
    }
    if (outside > 0)
      warnings.push(`${outside} of ${latents.length / size} latents lie beyond [−1, 1], where the generator was not trained`);
    return warnings;
  }
}
