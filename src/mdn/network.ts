import { STANDARD_DEVIATION_EPSILON } from '../learning/mixture';
import { NORMALISATION_EPSILON } from '../learning/normalisation';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { type Mixture, sampleMixture } from './mixture';
import { inputsOf, layers, units } from './trunk';

/**
 * A trained mixture density network: a property y, of one number or P, to a mixture of Gaussians of latents z. Plain double-precision arithmetic
 * on its weights, so it needs no backend and gives the same everywhere.
 *
 * Weights: layer1 … layer4 (weight inputs × 16, bias, gamma, beta, mean, variance); share (weight 16 × K, bias), of which the
 * softmax is the mixing coefficients; mean and deviation (weight 16 × K·M, component by component, bias), which give means and
 * standard deviations; and scale: the P means and then the P standard deviations of the training y, by which y is standardised
 * before the first layer. The first weights are drawn from streams of these names, and hashes hold them, so they stay as they are.
 */
export class MixtureDensityNetwork {
  /** K, Gaussians of the mixture. */
  readonly components: number;
  /** M, numbers of one latent. */
  readonly dimensions: number;
  /** P, numbers of the property. */
  readonly inputs: number;

  private constructor(private readonly named: NamedWeights) {
    this.components = named['share/bias'].values.length;
    this.dimensions = named['mean/bias'].values.length / this.components;
    this.inputs = named.scale.values.length / 2;
  }

  static fromWeights(weights: NamedWeights): MixtureDensityNetwork {
    const components = weights['share/bias']?.values.length ?? 0;
    const outputs = weights['mean/bias']?.values.length ?? 0;
    const inputs = weights['layer1/weight']?.shape[0] ?? 1;
    for (const [name, shape] of Object.entries(weightShapes(components, outputs, inputs))) {
      const found = weights[name]?.shape;
      if (found?.join() !== shape.join()) {
        const problem = `${name} is ${found ? found.join(' × ') : 'missing'}`;
        throw new InputError('network weights', problem, `give it the shape ${shape.join(' × ')}`);
      }
    }
    return new MixtureDensityNetwork(weights);
  }

  /** The mixture for one y (a list of one number is taken too). Throws InputError where it has other than P numbers. */
  mixture(y: number | ArrayLike<number>): Mixture {
    const numbers = typeof y === 'number' ? [y] : y;
    if (numbers.length !== this.inputs)
      throw new InputError('target', `${numbers.length} numbers`, `give ${this.inputs}: the network learnt so many`);
    const features = this.features(numbers);
    const logits = this.dense('share', features);
    const largest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    const exponentials = logits.map((logit) => Math.exp(logit - largest));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    return {
      mixing: Float32Array.from(exponentials, (exponential) => exponential / sum),
      means: Float32Array.from(this.dense('mean', features)),
      standardDeviations: Float32Array.from(
        this.dense('deviation', features),
        (a) => (a > 0 ? a + 1 : Math.exp(a)) + STANDARD_DEVIATION_EPSILON,
      ),
    };
  }

  /** `count` latents (count × M) drawn for one y; see `sampleMixture`. */
  sample(y: number | ArrayLike<number>, count: number, random: RandomStream): Float32Array {
    return sampleMixture(this.mixture(y), count, random);
  }

  weights(): NamedWeights {
    return this.named;
  }

  /** The outputs of the fourth dense layer. */
  private features(y: ArrayLike<number>): Float64Array {
    const scale = this.named.scale.values;
    let inputs = Float64Array.from(y, (value, k) => (value - scale[k]) / scale[this.inputs + k]);
    let outputs = inputs;
    for (let i = 1; i <= layers; i++) {
      const array = (name: string) => this.named[`layer${i}/${name}`].values;
      const [gamma, beta, means, variances] = ['gamma', 'beta', 'mean', 'variance'].map(array);
      outputs = this.dense(`layer${i}`, inputs).map((value, unit) => {
        const normal = (value - means[unit]) / Math.sqrt(variances[unit] + NORMALISATION_EPSILON);
        return Math.max(0, gamma[unit] * normal + beta[unit]);
      });
      inputs = Float64Array.of(...inputs, ...outputs);
    }
    return outputs;
  }

  private dense(layer: string, inputs: Float64Array): Float64Array {
    const weight = this.named[`${layer}/weight`].values;
    const outputs = Float64Array.from(this.named[`${layer}/bias`].values);
    inputs.forEach((input, i) => {
      const row = i * outputs.length;
      for (let j = 0; j < outputs.length; j++) outputs[j] += input * weight[row + j];
    });
    return outputs;
  }
}

/** Shapes of all weights for K components, K·M means and a property of so many numbers. */
export function weightShapes(components: number, outputs: number, inputs = 1): Record<string, number[]> {
  const shapes: Record<string, number[]> = { scale: scaleShape(inputs) };
  for (let i = 0; i < layers; i++) {
    // the paper's layers read one y
    shapes[`layer${i + 1}/weight`] = [inputsOf(i) + inputs - 1, units];
    for (const name of ['bias', 'gamma', 'beta', 'mean', 'variance']) shapes[`layer${i + 1}/${name}`] = [units];
  }
  for (const [layer, size] of [
    ['share', components],
    ['mean', outputs],
    ['deviation', outputs],
  ] as const) {
    shapes[`${layer}/weight`] = [units, size];
    shapes[`${layer}/bias`] = [size];
  }
  return shapes;
}

/** Means and standard deviations of the numbers of a property. */
export const scaleShape = (inputs: number): number[] => (inputs === 1 ? [2] : [2, inputs]);
