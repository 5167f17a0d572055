import type { Generator } from '../gan/generator';
import type { RandomStream } from '../numerics/random';
import type { PropertyValue } from '../simulation/property';
import { candidatesOf } from './candidates';
import type { Method } from './method';
import type { Design, InverseModel } from './model';

/** Latents drawn from the prior U(−1, 1), blind to the target. A method must beat it to have learned. */
export const randomLatent: Method = {
  name: 'random latent',
  origin: 'check',
  summary: 'latents are drawn blindly, whatever the target',
  settings: {},
  module: __filename,
  open: ({ generator, dataset }) => new RandomLatent(generator, dataset.latentSide),
};

export class RandomLatent implements InverseModel {
  readonly name = randomLatent.name;

  constructor(
    private readonly generator: Generator,
    private readonly latentSide: number,
  ) {}

  async design(_target: PropertyValue, count: number, random: RandomStream): Promise<Design> {
    const latents = random.uniforms(count * this.latentSide ** 2, -1, 1);
    return { candidates: candidatesOf(this.generator, latents, this.latentSide), warnings: [] };
  }
}
