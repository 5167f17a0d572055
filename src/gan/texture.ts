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
  ): Promise<TextureLosses> {
    const { vgg16 } = settings;
    return new TextureLosses(settings, vgg16 ? await Vgg16.read(vgg16, 'gan.texture.vgg16') : new RandomFilters(images, random));
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
    const weights = this.weights(history);
    return tf.tidy(() => {
      const realMaps = this.extractor.maps(real);
      const terms: Record<GeneratorTerm, Loss> = {
        adversarial,
        style: (x) => styleLoss(this.extractor.maps(x), realMaps, (channels) => this.extractor.styleWeight(channels)),
        collapse: (x) => collapseLoss(this.extractor.centredMaps(x)),
      };
      let sum = tf.zerosLike(images);
      for (const name of Object.keys(terms) as GeneratorTerm[]) {
        if (name !== 'adversarial' && this.settings[name] === 0) continue;
        const { value, grad } = tf.valueAndGrad((x) => terms[name](x as tf.Tensor4D))(images);
        history[name].values.push(value.dataSync()[0]);
        history[name].norms.push(tf.norm(grad).dataSync()[0]);
        if (weights[name] !== 0) sum = tf.add(sum, tf.mul<tf.Tensor4D>(grad as tf.Tensor4D, weights[name]));
      }
      return sum;
    });
  }

  /** The terms' weights: set once, by the norms of the last steps before. */
  private weights(history: TermHistory): Record<GeneratorTerm, number> {
    const { setAfter, style, collapse } = this.settings;
    if (history.adversarial.norms.length < setAfter) return { adversarial: 1, style: 0, collapse: 0 };
    const mean = (term: GeneratorTerm) => {
      const norms = history[term].norms.slice(Math.max(0, setAfter - averaged), setAfter);
      return norms.reduce((sum, norm) => sum + norm, 0) / norms.length;
    };
    const weight = (term: GeneratorTerm, share: number) => (share === 0 ? 0 : (share * mean('adversarial')) / mean(term));
    return { adversarial: 1, style: weight('style', style), collapse: weight('collapse', collapse) };
  }

  dispose(): void {
    this.extractor.dispose();
  }
}
