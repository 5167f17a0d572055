import * as tf from '@tensorflow/tfjs';
import { Adam } from '../learning/adam';
import { type Checkpoint, networkCheckpoint, networkOf } from '../learning/checkpoint';
import { createVariables, readTensors, type Variables } from '../learning/variables';
import type { NamedWeights } from '../learning/weights';
import { findScale, type MdnData } from '../mdn/data';
import { scaleShape } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import { InputError } from '../runs/errors';
import { drawWeights } from './network';
import { drawPairs, errorOf } from './pairs';
import type { FlowSettings } from './settings';

/** Mean squared error of the velocity over the steps before each mark, and on the validation samples at it. */
export interface FlowHistory {
  training: number[];
  validation: number[];
}

/** Marks of the history in a training. */
const marks = 50;
/** Validation samples looked at: the error is a mean over drawn times and starts, which vary more than samples do. */
const watched = 2000;

/**
 * The state of a training and its step, one batch. Each step draws its samples, starts and times from its own random stream,
 * so a restart needs only its number.
 */
export class FlowTrainingState {
  readonly history: FlowHistory = { training: [], validation: [] };
  /** Steps that are over. */
  step = 0;
  /** Sum of the training errors since the last mark. */
  private sum = 0;
  /** P, numbers of the property. */
  private readonly properties: number;
  private readonly scale: Float32Array;
  private readonly variables: Variables;
  private readonly adam: Adam;

  constructor(
    private readonly data: MdnData,
    private readonly settings: FlowSettings,
    private readonly random: RandomStream,
    saved?: Checkpoint,
  ) {
    this.properties = data.propertySize ?? 1;
    this.scale = findScale(data.y, this.properties);
    const network = saved && networkOf(saved);
    const { hidden, learningRate } = settings;
    const first = () => drawWeights(data.latentSize, this.properties, hidden, random.derive('weights'));
    this.variables = createVariables(network?.weights ?? first());
    this.adam = new Adam(this.variables, { learningRate }, network?.adam);
    if (saved) {
      this.step = saved.note.step as number;
      this.sum = saved.note.sum as number;
      this.history = saved.note.history as unknown as FlowHistory;
    }
  }

  get isDone(): boolean {
    return this.step >= this.settings.steps;
  }

  /** Whether the last step ended with a mark of the history. */
  get isAtMark(): boolean {
    return this.step % this.every === 0;
  }

  private get every(): number {
    return Math.max(1, Math.floor(this.settings.steps / marks));
  }

  /** One batch. At a mark its errors are added to the history. */
  advance(): void {
    const { data, settings, random, step } = this;
    const own = random.derive('batch', step);
    const rows = Uint32Array.from({ length: settings.batch }, () => own.integer(data.y.length / this.properties));
    const share = (1 + Math.cos((Math.PI * step) / settings.steps)) / 2;
    this.sum += tf.tidy(() => {
      const pairs = drawPairs(data.z, data.y, rows, data.latentSize, this.scale, own);
      return this.adam.minimise(() => errorOf(pairs, this.variables), share);
    });
    this.step++;
    if (this.isAtMark) this.mark();
  }

  private mark(): void {
    const { zValidation: z, yValidation: y } = this.data;
    const rows = Uint32Array.from({ length: Math.min(watched, y.length / this.properties) }, (_, row) => row);
    const error = tf.tidy(() => {
      const pairs = drawPairs(z, y, rows, this.data.latentSize, this.scale, this.random.derive('validation'));
      return errorOf(pairs, this.variables).dataSync()[0];
    });
    if (!Number.isFinite(error)) {
      throw new InputError('flow', `the error is no number after ${this.step} steps`, 'lower the learning rate');
    }
    this.history.training.push(this.sum / this.every);
    this.history.validation.push(error);
    this.sum = 0;
  }

  save(): Checkpoint {
    const { step, sum, history, adam, variables } = this;
    const network = { weights: readTensors(variables), adam: adam.save() };
    return networkCheckpoint(network, { groups: {}, note: { step, sum, history: { ...history } } });
  }

  /** The weights of a `ConditionalFlow`. */
  weights(): NamedWeights {
    return { scale: { shape: scaleShape(this.properties), values: this.scale }, ...readTensors(this.variables) };
  }

  dispose(): void {
    tf.dispose(this.variables);
    this.adam.dispose();
  }
}
