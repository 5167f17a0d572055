import * as tf from '@tensorflow/tfjs';
import { Adam } from '../learning/adam';
import { selectBackend } from '../learning/backend';
import { mixtureLogDensity } from '../learning/mixture';
import { createVariables, mapValues, readTensors, type Variables } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import { checkData, findScale, type MdnData } from './data';
import { MixtureDensityNetwork, weightShapes } from './network';
import type { MdnSettings } from './settings';
import { runTrunk, type Statistics } from './trunk';

/** Losses (Eq. 3, nats) of each epoch: the mean of the training batches, and of the validation set after them. */
export interface MdnHistory {
  training: number[];
  validation: number[];
  /** The epoch (from 0) whose weights were kept. */
  best: number;
}

/** Samples worked on at once where no gradient is needed. */
const chunk = 256;

/**
 * Trains the paper's mixture density network with Adam, stops when the validation loss has not improved for
 * `settings.patience` epochs, and gives the weights of the best one. The properties are standardised by the mean and
 * standard deviation of the training set, kept with the weights. Batch normalisation uses the batch's statistics in
 * training; after each epoch those of the whole training set are found and used for validation and ever after.
 */
export async function trainMdn(
  data: MdnData,
  settings: MdnSettings,
  random: RandomStream,
  run?: RunControl,
): Promise<{ network: MixtureDensityNetwork; history: MdnHistory }> {
  checkData(data);
  await selectBackend();
  const training = new MdnTraining(data, settings, random);
  const history: MdnHistory = { training: [], validation: [], best: 0 };
  let best: NamedWeights | undefined;
  try {
    for (let epoch = 0; epoch < settings.epochs && epoch - history.best <= settings.patience; epoch++) {
      history.training.push(await training.runEpoch(epoch, run));
      const { loss, weights } = training.validate();
      if (!Number.isFinite(loss)) {
        throw new InputError('mdn', `the validation loss is no number after ${epoch + 1} epochs`, 'lower the learning rate');
      }
      history.validation.push(loss);
      if (!best || loss < history.validation[history.best]) {
        history.best = epoch;
        best = weights();
      }
      run?.onProgress?.({
        label: 'training the mixture density network',
        done: epoch + 1,
        total: settings.epochs,
        note: `losses: training ${history.training[epoch].toFixed(3)}, validation ${loss.toFixed(3)}`,
      });
    }
  } finally {
    training.dispose();
  }
  return { network: MixtureDensityNetwork.fromWeights(best!), history };
}

class MdnTraining {
  private readonly variables: Variables;
  private readonly adam: Adam;
  private readonly scale: Float32Array;
  private readonly samples: number;

  constructor(
    private readonly data: MdnData,
    private readonly settings: MdnSettings,
    private readonly random: RandomStream,
  ) {
    this.samples = data.y.length;
    this.scale = findScale(data.y);
    this.variables = createVariables(drawWeights(settings.components, data.latentSize, random.derive('weights')));
    this.adam = new Adam(this.variables, { learningRate: settings.learningRate });
  }

  /** One pass over the training set in random order; gives the mean loss. A last batch of one sample is left out. */
  async runEpoch(epoch: number, run?: RunControl): Promise<number> {
    const order = this.random.derive('epoch', epoch).permutation(this.samples);
    const { batch } = this.settings;
    let sum = 0;
    let seen = 0;
    for (let first = 0; first < this.samples && this.samples - first > 1; first += batch) {
      throwIfInterrupted(run);
      const chosen = order.subarray(first, first + batch);
      sum += chosen.length * this.advance(chosen);
      seen += chosen.length;
      await breathe();
    }
    return sum / seen;
  }

  private advance(chosen: Uint32Array): number {
    return tf.tidy(() => {
      const { z, y, latentSize } = this.data;
      const targets = new Float32Array(chosen.length * latentSize);
      chosen.forEach((sample, i) => {
        targets.set(z.subarray(sample * latentSize, (sample + 1) * latentSize), i * latentSize);
      });
      const standard = this.standardise(Float32Array.from(chosen, (sample) => y[sample]));
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
      deviationWeights: weights['deviation/weight'] as tf.Tensor2D,
      deviationBias: weights['deviation/bias'] as tf.Tensor1D,
    };
    const logits = tf.add(tf.matMul(features, weights['share/weight'] as tf.Tensor2D), weights['share/bias']);
    const logDensities = mixtureLogDensity(features, gaussians, z, this.settings.components);
    const constant = 0.5 * z.shape[1] * Math.log(2 * Math.PI);
    return tf.sub(constant, tf.logSumExp(tf.add(tf.logSoftmax(logits), logDensities), 1));
  }

  /** The loss on the validation set, and the weights with the statistics of the whole training set. */
  validate(): { loss: number; weights: () => NamedWeights } {
    const { y, yValidation, zValidation, latentSize } = this.data;
    const statistics: Statistics = [];
    let loss = 0;
    tf.tidy(() => {
      runTrunk(this.standardise(Float32Array.from(y)), this.variables, undefined, (mean, variance) => {
        statistics.push({ mean: tf.keep(mean), variance: tf.keep(variance) });
      });
    });
    for (let first = 0; first < yValidation.length; first += chunk) {
      const end = Math.min(yValidation.length, first + chunk);
      loss += tf.tidy(() => {
        const some = Float32Array.from({ length: end - first }, (_, i) => yValidation[first + i]);
        const features = runTrunk(this.standardise(some), this.variables, statistics);
        const z = tf.tensor2d(zValidation.slice(first * latentSize, end * latentSize), [end - first, latentSize]);
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
    const scale = { shape: [2], values: this.scale };
    return {
      loss: loss / yValidation.length,
      weights: () => ({ scale, ...readTensors(this.variables), ...fixedNumbers }),
    };
  }

  private standardise(y: Float32Array): tf.Tensor2D {
    const [mean, deviation] = this.scale;
    return tf.tensor2d(
      y.map((value) => (value - mean) / deviation),
      [y.length, 1],
    );
  }

  dispose(): void {
    tf.dispose(this.variables);
    this.adam.dispose();
  }
}

/** Weights uniform in ±√(6/(inputs + outputs)) of a layer (Glorot and Bengio 2010, Keras's rule), biases 0. */
function drawWeights(components: number, latentSize: number, random: RandomStream): NamedWeights {
  const trained = Object.entries(weightShapes(components, components * latentSize)).filter(
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
