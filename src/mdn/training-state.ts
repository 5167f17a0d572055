import * as tf from '@tensorflow/tfjs';
import { Adam, type AdamState } from '../learning/adam';
import { mixtureLogDensity } from '../learning/mixture';
import { createVariables, mapValues, readTensors, type Variables } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { findScale, type MdnData, propertiesOf, standardise } from './data';
import { scaleShape, weightShapes } from './network';
import type { MdnSettings } from './settings';
import { runTrunk, type Statistics } from './trunk';

/** Losses (Eq. 3, nats) of each epoch: the mean of the training batches, and of the validation set after them. */
export interface MdnHistory {
  training: number[];
  validation: number[];
  /** The epoch (from 0) whose weights were kept. */
  best: number;
}

/** All that a training needs to go on with the same bits. */
export interface MdnCheckpoint {
  history: MdnHistory;
  /** The epoch under way: samples that its batches have passed, how many of them were used, and the sum of their losses. */
  epoch: { passed: number; used: number; sum: number };
  weights: NamedWeights;
  adam: AdamState;
  /** The network of the best epoch, once one is over. */
  best?: NamedWeights;
}

/** Samples worked on at once where no gradient is needed. */
const chunk = 256;

/**
 * The state of a training and its step, one batch, which `trainMdn` loops over. Each epoch draws the order of its samples from
 * its own random stream, so a restart needs only its number.
 */
export class MdnTrainingState {
  readonly history: MdnHistory = { training: [], validation: [], best: 0 };
  best?: NamedWeights;
  private epoch = { passed: 0, used: 0, sum: 0 };
  private order: Uint32Array;
  private readonly variables: Variables;
  private readonly adam: Adam;
  private readonly scale: Float32Array;
  /** P, numbers of the property. */
  private readonly inputs: number;

  constructor(
    private readonly data: MdnData,
    private readonly settings: MdnSettings,
    private readonly random: RandomStream,
    saved?: MdnCheckpoint,
  ) {
    this.inputs = data.propertySize ?? 1;
    this.scale = findScale(data.y, this.inputs);
    const first = () => drawWeights(settings.components, data.latentSize, this.inputs, random.derive('weights'));
    this.variables = createVariables(saved?.weights ?? first());
    this.adam = new Adam(this.variables, { learningRate: settings.learningRate }, saved?.adam);
    if (saved) {
      this.history = saved.history;
      this.epoch = saved.epoch;
      this.best = saved.best;
    }
    this.order = this.drawOrder();
  }

  /** Epochs that are over. */
  get epochs(): number {
    return this.history.validation.length;
  }

  get isDone(): boolean {
    const { epochs, patience } = this.settings;
    return this.epochs >= epochs || this.epochs - this.history.best > patience;
  }

  private drawOrder(): Uint32Array {
    return this.random.derive('epoch', this.epochs).permutation(this.data.y.length / this.inputs);
  }

  /** One batch. After the last of an epoch (one of a single sample is left out) its losses are added to the history. */
  advance(): void {
    const { epoch } = this;
    const chosen = this.order.subarray(epoch.passed, epoch.passed + this.settings.batch);
    epoch.sum += chosen.length * this.learn(chosen);
    epoch.used += chosen.length;
    epoch.passed += this.settings.batch;
    if (this.order.length - epoch.passed <= 1) this.closeEpoch();
  }

  private closeEpoch(): void {
    const { history, epoch } = this;
    const { loss, weights } = this.validate();
    if (!Number.isFinite(loss)) {
      throw new InputError('mdn', `the validation loss is no number after ${this.epochs + 1} epochs`, 'lower the learning rate');
    }
    if (!this.best || loss < history.validation[history.best]) {
      history.best = this.epochs;
      this.best = weights();
    }
    history.training.push(epoch.sum / epoch.used);
    history.validation.push(loss);
    this.epoch = { passed: 0, used: 0, sum: 0 };
    this.order = this.drawOrder();
  }

  /** A step of Adam on these samples; gives their mean loss before it. */
  private learn(chosen: Uint32Array): number {
    return tf.tidy(() => {
      const { z, y, latentSize } = this.data;
      const targets = new Float32Array(chosen.length * latentSize);
      chosen.forEach((sample, i) => {
        targets.set(z.subarray(sample * latentSize, (sample + 1) * latentSize), i * latentSize);
      });
      const standard = this.standardise(propertiesOf(y, chosen, this.inputs));
      const zs = tf.tensor2d(targets, [chosen.length, latentSize]);
      return this.adam.minimise(() => tf.mean(this.loss(runTrunk(standard, this.variables), zs)));
    });
  }

  /** −ln P(z|y) of each sample (Eq. 3), by log-sum-exp over the components. */
  private loss(features: tf.Tensor2D, z: tf.Tensor2D): tf.Tensor1D {
    const weights = this.variables as Record<string, tf.Tensor>;
    const gaussians = {
      meanWeights: weights['mean/weight'] as tf.Tensor2D,
      meanBias: weights['mean/bias'] as tf.Tensor1D,
      standardDeviationWeights: weights['deviation/weight'] as tf.Tensor2D,
      standardDeviationBias: weights['deviation/bias'] as tf.Tensor1D,
    };
    const logits = tf.add(tf.matMul(features, weights['share/weight'] as tf.Tensor2D), weights['share/bias']);
    const logDensities = mixtureLogDensity(features, gaussians, z, this.settings.components);
    const constant = 0.5 * z.shape[1] * Math.log(2 * Math.PI);
    return tf.sub(constant, tf.logSumExp(tf.add(tf.logSoftmax(logits), logDensities), 1));
  }

  /** The loss on the validation set, and the weights with the statistics of the whole training set. */
  private validate(): { loss: number; weights: () => NamedWeights } {
    const { y, yValidation, zValidation, latentSize } = this.data;
    const statistics: Statistics = [];
    let loss = 0;
    tf.tidy(() => {
      runTrunk(this.standardise(Float32Array.from(y)), this.variables, undefined, (mean, variance) => {
        statistics.push({ mean: tf.keep(mean), variance: tf.keep(variance) });
      });
    });
    const count = yValidation.length / this.inputs;
    for (let first = 0; first < count; first += chunk) {
      const end = Math.min(count, first + chunk);
      loss += tf.tidy(() => {
        const rows = Uint32Array.from({ length: end - first }, (_, i) => first + i);
        const some = propertiesOf(yValidation, rows, this.inputs);
        const features = runTrunk(this.standardise(some), this.variables, statistics);
        const latents = Float32Array.from(zValidation.subarray(first * latentSize, end * latentSize));
        const z = tf.tensor2d(latents, [end - first, latentSize]);
        return tf.sum(this.loss(features, z)).dataSync()[0];
      });
    }
    const fixed = Object.fromEntries(
      statistics.flatMap(({ mean, variance }, i) => [
        [`layer${i + 1}/mean`, mean],
        [`layer${i + 1}/variance`, variance],
      ]),
    );
    const fixedNumbers = readTensors(fixed);
    tf.dispose(fixed);
    const scale = { shape: scaleShape(this.inputs), values: this.scale };
    return {
      loss: loss / count,
      weights: () => ({ scale, ...readTensors(this.variables), ...fixedNumbers }),
    };
  }

  private standardise(y: Float32Array): tf.Tensor2D {
    return tf.tensor2d(standardise(y, this.scale), [y.length / this.inputs, this.inputs]);
  }

  save(): MdnCheckpoint {
    const { history, epoch, best } = this;
    return { history, epoch, weights: readTensors(this.variables), adam: this.adam.save(), best };
  }

  dispose(): void {
    tf.dispose(this.variables);
    this.adam.dispose();
  }
}

/** Weights uniform in ±√(6/(inputs + outputs)) of a layer (Glorot and Bengio 2010, Keras's rule), biases 0. */
function drawWeights(components: number, latentSize: number, inputs: number, random: RandomStream): NamedWeights {
  const trained = Object.entries(weightShapes(components, components * latentSize, inputs)).filter(
    ([name]) => !/scale|^layer.*(mean|variance)$/.test(name),
  );
  return mapValues(Object.fromEntries(trained), (shape, name) => {
    if (name.endsWith('weight')) {
      const limit = Math.sqrt(6 / (shape[0] + shape[1]));
      return { shape, values: random.derive(name).uniforms(shape[0] * shape[1], -limit, limit) };
    }
    return { shape, values: new Float32Array(shape[0]).fill(name.endsWith('gamma') ? 1 : 0) };
  });
}
