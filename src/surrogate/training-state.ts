import * as tf from '@tensorflow/tfjs';
import { Adam, type AdamState } from '../learning/adam';
import { createVariables, readTensors, type Variables } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { countNumbers, findScale, type Scale, type SurrogateData } from './data';
import { drawWeights, runNetwork } from './network';
import { cycleShare } from './schedule';
import type { SurrogateSettings } from './settings';
import { describeScale } from './surrogate';
import { averageView, findCrest, turns, type View } from './views';

/**
 * Mean of |error| / y of each epoch, in percent, by one view of each sample, over the numbers of its property: of the batches
 * before their steps, and after all.
 */
export interface SurrogateHistory {
  training: number[];
  /** Of the first thousand validation samples. */
  validation: number[];
}

/** All that a training needs to go on with the same bits. */
export interface SurrogateCheckpoint {
  history: SurrogateHistory;
  /** The epoch under way: samples that its batches have passed, and the sum of their relative errors. */
  epoch: { passed: number; sum: number };
  weights: NamedWeights;
  adam: AdamState;
}

/** Validation samples looked at after each epoch: all of them would take an eighth of the time. */
const watched = 1000;
/** Samples worked on at once where no gradient is needed. */
const chunk = 64;

/**
 * The state of a training and its step, one batch, which `trainSurrogate` loops over. Each epoch draws the order and the views
 * of its samples from its own random stream, so a restart needs only its number.
 */
export class SurrogateTrainingState {
  readonly history: SurrogateHistory = { training: [], validation: [] };
  private epoch = { passed: 0, sum: 0 };
  private order: Uint32Array;
  private readonly variables: Variables;
  private readonly adam: Adam;
  private readonly scale: Scale;
  /** P, numbers of the property. */
  private readonly numbers: number;

  constructor(
    private readonly data: SurrogateData,
    private readonly settings: SurrogateSettings,
    private readonly random: RandomStream,
    saved?: SurrogateCheckpoint,
  ) {
    this.numbers = countNumbers(data);
    this.scale = findScale(data);
    const first = () => drawWeights({ ...settings, numbers: this.numbers }, random.derive('weights'));
    this.variables = createVariables(saved?.weights ?? first());
    this.adam = new Adam(this.variables, { learningRate: settings.learningRate }, saved?.adam);
    if (saved) {
      this.history = saved.history;
      this.epoch = saved.epoch;
    }
    this.order = this.drawOrder();
  }

  /** Epochs that are over. */
  get epochs(): number {
    return this.history.training.length;
  }

  get isDone(): boolean {
    return this.epochs >= this.settings.epochs;
  }

  /** Batches that are over and that there are, and the errors of the last epoch. */
  get progress(): { done: number; total: number; note?: string } {
    const { batch, epochs } = this.settings;
    const batches = Math.ceil(this.order.length / batch);
    const [training, validation] = [this.history.training, this.history.validation].map((errors) => errors[this.epochs - 1]);
    return {
      done: this.epochs * batches + Math.ceil(this.epoch.passed / batch),
      total: epochs * batches,
      ...(this.epochs > 0 && {
        note: `epoch ${this.epochs}, mean errors: training ${training.toFixed(2)} %, validation ${validation.toFixed(2)} %`,
      }),
    };
  }

  private drawOrder(): Uint32Array {
    const { training } = this.data.split;
    return this.random
      .derive('epoch', this.epochs)
      .permutation(training.length)
      .map((place) => training[place]);
  }

  /** One batch. After the last of an epoch its errors are added to the history. */
  advance(): void {
    const { epoch, order, settings } = this;
    const chosen = order.subarray(epoch.passed, epoch.passed + settings.batch);
    epoch.sum += this.learn(chosen);
    epoch.passed += chosen.length;
    if (epoch.passed < order.length) return;
    const error = (100 * epoch.sum) / order.length;
    if (!Number.isFinite(error)) {
      const problem = `the errors are no numbers any more after ${this.epochs + 1} epochs`;
      throw new InputError('surrogate', problem, 'lower the learning rate');
    }
    this.history.validation.push(this.validate());
    this.history.training.push(error);
    this.epoch = { passed: 0, sum: 0 };
    this.order = this.drawOrder();
  }

  /** A step of AdamW on these samples; gives the sum of their relative errors before it. */
  private learn(chosen: Uint32Array): number {
    const { settings, scale, random, data, numbers } = this;
    const { width } = data.microstructures[0];
    const own = random.derive('views', this.epochs, this.epoch.passed);
    const drawn = () => ({ turn: own.integer(turns), x: own.integer(width), y: own.integer(width) });
    const wanted = Float32Array.from({ length: chosen.length * numbers }, (_, i) => {
      const k = i % numbers;
      return (data.y[chosen[Math.floor(i / numbers)] * numbers + k] - scale.means[k]) / scale.deviations[k];
    });
    const done = this.epochs + this.epoch.passed / this.order.length;
    const share = cycleShare(done / settings.epochs);
    let predicted = new Float32Array(0);
    tf.tidy(() => {
      const images = this.views(chosen, drawn);
      const targets = tf.tensor2d(wanted, [chosen.length, numbers]);
      this.decay(share);
      this.adam.minimise(() => {
        const standard = runNetwork(images, this.variables, settings);
        predicted = Float32Array.from(standard.dataSync());
        return tf.losses.huberLoss(targets, standard, undefined, settings.huber) as tf.Scalar;
      }, share);
    });
    return this.relativeErrors(chosen, predicted);
  }

  /** Decay of the weights apart from the gradient (Loshchilov and Hutter 2019); biases are left alone. */
  private decay(share: number): void {
    const { learningRate, weightDecay } = this.settings;
    if (weightDecay === 0) return;
    for (const variable of Object.values(this.variables)) {
      if (variable.rank > 1) variable.assign(tf.mul(variable, 1 - share * learningRate * weightDecay));
    }
  }

  private views(rows: Uint32Array, viewOf: (row: number) => View): tf.Tensor4D {
    const { side } = this.settings;
    const averaged = new Float32Array(rows.length * side ** 2);
    rows.forEach((row, i) => {
      const { pixels, width } = this.data.microstructures[row];
      averageView(pixels, width, viewOf(row), side, averaged, i * side ** 2);
    });
    return tf.tensor4d(averaged, [rows.length, side, side, 1]);
  }

  /** The sum over samples of what is the mean over the numbers of each. */
  private relativeErrors(rows: Uint32Array, standard: Float32Array): number {
    const { scale, numbers, data } = this;
    return rows.reduce((sum, row, i) => {
      let own = 0;
      for (let k = 0; k < numbers; k++) {
        const y = data.y[row * numbers + k];
        own += Math.abs((scale.means[k] + scale.deviations[k] * standard[i * numbers + k] - y) / y);
      }
      return sum + own / numbers;
    }, 0);
  }

  private validate(): number {
    const rows = this.data.split.validation.subarray(0, watched);
    let sum = 0;
    for (let first = 0; first < rows.length; first += chunk) {
      const some = rows.subarray(first, first + chunk);
      const atCrest = (row: number) => {
        const { pixels, width } = this.data.microstructures[row];
        return { turn: 0, ...findCrest(pixels, width) };
      };
      const standard = tf.tidy(() =>
        Float32Array.from(runNetwork(this.views(some, atCrest), this.variables, this.settings).dataSync()),
      );
      sum += this.relativeErrors(some, standard);
    }
    return (100 * sum) / rows.length;
  }

  save(): SurrogateCheckpoint {
    const { history, epoch } = this;
    return { history, epoch, weights: readTensors(this.variables), adam: this.adam.save() };
  }

  /** The weights of a `Surrogate`. */
  weights(): NamedWeights {
    return { ...describeScale(this.scale, this.settings.side), ...readTensors(this.variables) };
  }

  dispose(): void {
    tf.dispose(this.variables);
    this.adam.dispose();
  }
}
