import * as tf from '@tensorflow/tfjs';
import { createVariables, mapValues, readTensors, type Variables } from './variables';
import type { NamedWeights } from './weights';

export interface AdamSettings {
  learningRate: number;
  /** decay of the mean of gradients */
  beta1: number;
  /** decay of the mean of squared gradients */
  beta2: number;
  epsilon: number;
}

/** What a new `Adam` needs to go on from where another was. */
export interface AdamState {
  steps: number;
  /** Means of gradients and of their squares, named as the variables. */
  first: NamedWeights;
  second: NamedWeights;
}

export const adamDefaults: AdamSettings = { learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/**
 * Adam (Kingma and Ba 2014). TensorFlow.js has its own, but that one cannot be saved and go on with the same bits: its
 * powers of beta are rounded differently after a load.
 */
export class Adam {
  private readonly settings: AdamSettings;
  private steps = 0;
  private readonly moments: { first: Variables; second: Variables };

  constructor(
    private readonly variables: Variables,
    settings: Partial<AdamSettings> = {},
    saved?: AdamState,
  ) {
    this.settings = { ...adamDefaults, ...settings };
    this.steps = saved?.steps ?? 0;
    const zeros = () => mapValues(variables, ({ shape, size }) => ({ shape, values: new Float32Array(size) }));
    this.moments = { first: createVariables(saved?.first ?? zeros()), second: createVariables(saved?.second ?? zeros()) };
  }

  /**
   * One step down the gradient of `loss` (a scalar), which is returned: its value before the step. The learning rate is
   * multiplied by `share`.
   */
  minimise(loss: () => tf.Scalar, share = 1): number {
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, Object.values(this.variables));
      this.steps++;
      for (const [name, variable] of Object.entries(this.variables)) {
        const { first, second } = this.moments;
        const stepped = this.step(variable, grads[variable.name], first[name], second[name], share);
        [variable, first[name], second[name]].forEach((changed, i) => {
          changed.assign(stepped[i]);
        });
      }
      return value.dataSync()[0];
    });
  }

  /** The next values of a parameter and of its two moments; one kernel where the backend has it. */
  private step(parameter: tf.Tensor, gradient: tf.Tensor, first: tf.Tensor, second: tf.Tensor, share: number): tf.Tensor[] {
    const { learningRate, beta1, beta2, epsilon } = this.settings;
    const rate = (share * learningRate) / (1 - beta1 ** this.steps);
    const bias2 = 1 - beta2 ** this.steps;
    if (tf.getKernel('StepAdam', tf.getBackend())) {
      const attributes = { rate, beta1, beta2, bias2, epsilon };
      return tf.engine().runKernel('StepAdam', { parameter, gradient, first, second }, attributes) as unknown as tf.Tensor[];
    }
    const nextFirst = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
    const nextSecond = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
    const root = tf.add(tf.sqrt(tf.div(nextSecond, bias2)), epsilon);
    return [tf.sub(parameter, tf.div(tf.mul(nextFirst, rate), root)), nextFirst, nextSecond];
  }

  save(): AdamState {
    return { steps: this.steps, first: readTensors(this.moments.first), second: readTensors(this.moments.second) };
  }

  dispose(): void {
    tf.dispose(this.moments);
  }
}
