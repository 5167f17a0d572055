import * as tf from '@tensorflow/tfjs';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { type FeatureExtractor, RandomFilters } from './features';
import { collapseLoss, type GanHistory, type GeneratorTerm, styleLoss } from './losses';
import type { TextureSettings } from './settings';
import { Vgg16 } from './vgg16';

type Loss = (images: tf.Tensor4D) => tf.Scalar;
export type TermHistory = NonNullable<GanHistory['terms']>;

/** Steps before the weights are set over which the norms of the gradients are averaged. */
const averaged = 20;

/** The generator's loss with texture losses: its terms, weighed against each other by their gradients. */
export class TextureLosses {
  private constructor(
    private readonly settings: TextureSettings,
    private readonly extractor: FeatureExtractor,
  ) {}

  /** Losses by the features that the settings name; random filters are drawn from `random` and standardised on the images. */
  static async create(
    settings: TextureSettings,
    images: readonly Microstructure[],
    random: RandomStream,
    smoothing?: number,
  ): Promise<TextureLosses> {
    const { vgg16 } = settings;
    return new TextureLosses(
      settings,
      vgg16 ? await Vgg16.read(vgg16, 'gan.texture.vgg16') : new RandomFilters(images, random, smoothing),
    );
  }

  /** Which features the losses compare by. */
  get features(): string {
    return this.extractor.name;
  }

  /**
   * The gradient of the weighted sum of the terms with respect to generated images. `adversarial` judges them, `real` are as
   * many real ones. Values and norms of all terms are added to the history, on which alone the weights depend.
   */
  gradient(images: tf.Tensor4D, real: tf.Tensor4D, adversarial: Loss, history: TermHistory): tf.Tensor4D {
    return tf.tidy(() => {
      const realMaps = this.extractor.maps(real);
      const terms: Partial<Record<GeneratorTerm, Loss>> = {
        adversarial,
        style: this.styleAgainst(realMaps),
        collapse: (x) => collapseLoss(this.extractor.centredMaps(x)),
      };
      return this.sumGradients(images, terms, history);
    });
  }

  /** The same for images of smaller latents, which the discriminator does not judge. */
  smallGradient(images: tf.Tensor4D, real: tf.Tensor4D, history: TermHistory): tf.Tensor4D {
    return tf.tidy(() => this.sumGradients(images, { smallStyle: this.styleAgainst(this.extractor.maps(real)) }, history));
  }

  private styleAgainst(realMaps: readonly tf.Tensor4D[]): Loss {
    return (x) => styleLoss(this.extractor.maps(x), realMaps, (channels) => this.extractor.styleWeight(channels));
  }

  private sumGradients(images: tf.Tensor4D, terms: Partial<Record<GeneratorTerm, Loss>>, history: TermHistory): tf.Tensor4D {
    let sum = tf.zerosLike(images);
    for (const name of Object.keys(terms) as GeneratorTerm[]) {
      if (!this.isUsed(name)) continue;
      const weight = this.weight(name, history);
      const { value, grad } = tf.valueAndGrad((x) => terms[name]!(x as tf.Tensor4D))(images);
      history[name].values.push(value.dataSync()[0]);
      history[name].norms.push(tf.norm(grad).dataSync()[0]);
      if (weight !== 0) sum = tf.add(sum, tf.mul<tf.Tensor4D>(grad as tf.Tensor4D, weight));
    }
    return sum;
  }

  /** Whether the settings give the term a share. */
  isUsed(term: GeneratorTerm): boolean {
    return term === 'adversarial' || this.settings[term] > 0;
  }

  /** The term's weight: set once, by the norms of the last steps before. */
  private weight(term: GeneratorTerm, history: TermHistory): number {
    if (term === 'adversarial') return 1;
    const { setAfter } = this.settings;
    if (history[term].norms.length < setAfter) return 0;
    const mean = (of: GeneratorTerm) => {
      const norms = history[of].norms.slice(Math.max(0, setAfter - averaged), setAfter);
      return norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
    };
    return (this.settings[term] * mean('adversarial')) / mean(term);
  }

  dispose(): void {
    this.extractor.dispose();
  }
}
