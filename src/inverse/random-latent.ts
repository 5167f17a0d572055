import type { Generator } from '../gan/generator';
import type { RandomStream } from '../numerics/random';
import { candidatesOf } from './candidates';
import type { Design, InverseModel } from './model';

/** The honest baseline: latents drawn from the prior U(−1, 1), blind to the target. A method must beat it to have learned. */
export class RandomLatent implements InverseModel {
  readonly name = 'random latent';

  constructor(
    private readonly generator: Generator,
    private readonly latentSide: number,
  ) {}

  async design(_target: number, count: number, random: RandomStream): Promise<Design> {
    const latents = random.uniforms(count * this.latentSide ** 2, -1, 1);
    return { candidates: candidatesOf(this.generator, latents, this.latentSide), warnings: [] };
  }
}
