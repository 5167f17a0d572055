import * as tf from '@tensorflow/tfjs';
import { pixelsPerLatent } from '../gan/latents';
import { Adam } from '../learning/adam';
import { createVariables } from '../learning/variables';
import { otsuThreshold } from '../microstructure/otsu';
import type { RandomStream } from '../numerics/random';
import { breathe, type KeptRun, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import { Surrogate } from '../surrogate/surrogate';
import { moveInside } from './gan-mdn';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, checkChoice, chooseNearest, oneNumber } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { warnOfTarget } from './warnings';
import { partOf } from './weight-parts';

/** How latents go down the gradient. */
export interface AdjointSettings extends ChoiceSettings {
  /** Latents that are followed for each design, of which the best is kept. */
  starts: number;
  steps: number;
  /** Adam's, in the unit of latents. */
  learningRate: number;
  /** Of the threshold in place of Otsu's: a share of phase 1 of 1 / (1 + exp(−sharpness (grey − threshold))). */
  sharpness: number;
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
  settings: { adjoint: { starts: 3, steps: 60, learningRate: 0.05, sharpness: 10, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'designs',
  check({ adjoint }) {
    checkChoice(adjoint, 'adjoint');
    for (const name of ['starts', 'steps'] as const) {
      if (Number.isInteger(adjoint[name]) && adjoint[name] >= 1) continue;
      throw new InputError(`adjoint.${name}`, `${adjoint[name]}`, 'give a whole number of at least 1');
    }
    for (const name of ['learningRate', 'sharpness'] as const) {
      if (!(adjoint[name] > 0)) throw new InputError(`adjoint.${name}`, `${adjoint[name]}`, 'give a number above 0');
    }
  },
  open: async (context, { adjoint }) =>
    new NeuralAdjoint(context, await Surrogate.fromWeights(partOf(context.weights!, 'surrogate')), adjoint),
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
    const target = oneNumber(wanted, this.name);
    const starts = random.uniforms(this.settings.starts * count * latentSide ** 2, -1, 1);
    const latents = moveInside(await this.descend(starts, target, run));
    const networks = { generator, surrogate: this.surrogate, latentSide };
    const found = await chooseNearest(networks, latents, target, count, this.settings, run);
    return { ...found, warnings: [...warnOfTarget(target, property, range), ...found.warnings] };
  }

  /** The latents after all steps. */
  private async descend(starts: Float32Array, target: number, run?: RunControl): Promise<Float32Array> {
    const { latentSide } = this.context.dataset;
    const { steps, learningRate } = this.settings;
    const shape = [starts.length / latentSide ** 2, latentSide, latentSide, 1];
    const variables = createVariables({ latents: { shape, values: starts } });
    const adam = new Adam(variables, { learningRate });
    try {
      for (let step = 0; step < steps; step++) {
        throwIfInterrupted(run);
        tf.tidy(() => this.step(variables.latents as tf.Tensor as tf.Tensor4D, adam, target));
        run?.onProgress?.({ label: 'going down the gradient', done: step + 1, total: steps });
        await breathe();
      }
      return Float32Array.from(variables.latents.dataSync());
    } finally {
      tf.dispose(variables);
      adam.dispose();
    }
  }

  private step(latents: tf.Tensor4D, adam: Adam, target: number): void {
    const { generator, dataset } = this.context;
    const side = pixelsPerLatent * dataset.latentSide;
    const grey = generator.generate(Float32Array.from(latents.dataSync()), latents.shape[0], dataset.latentSide);
    const slopes = tf.tensor4d(this.slopes(grey, side, target), [latents.shape[0], side, side, 1]);
    adam.minimise(() => {
      // the gradient of this sum is that of the squared differences, which is known at the images
      const difference = tf.sum(tf.mul(generator.images(latents), slopes));
      const beyond = tf.relu(tf.sub(tf.abs(latents), 1));
      return tf.add(difference, tf.sum(tf.square(beyond)));
    });
  }

  /** The gradient of ((y − target) / deviation)² by the grey images that y is predicted of. */
  private slopes(grey: Float32Array, side: number, target: number): Float32Array {
    const { sharpness } = this.settings;
    const size = side ** 2;
    const shares = new Float32Array(grey.length);
    for (let first = 0; first < grey.length; first += size) {
      const image = grey.subarray(first, first + size);
      const threshold = otsuThreshold(image);
      image.forEach((value, i) => {
        shares[first + i] = 1 / (1 + Math.exp(-sharpness * (value - threshold)));
      });
    }
    const { y, gradient } = this.surrogate.gradient(shares, side, 1);
    const { deviation } = this.surrogate;
    return gradient.map((slope, i) => {
      const share = shares[i];
      return ((2 * (y[Math.floor(i / size)] - target)) / deviation ** 2) * slope * sharpness * share * (1 - share);
    });
  }
}
