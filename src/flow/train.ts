import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Adam } from '../learning/adam';
import { selectBackend } from '../learning/backend';
import { findCheckpoint, saveCheckpoint } from '../learning/checkpoint';
import { createVariables, readTensors } from '../learning/variables';
import { identifyTraining } from '../mdn/checkpoint';
import { checkData, findScale, type MdnData } from '../mdn/data';
import type { RandomStream } from '../numerics/random';
import { breathe, type KeptRun, nothingKept, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import { ConditionalFlow } from './flow';
import { drawWeights, runVelocity } from './network';
import { checkSettings, type FlowSettings } from './settings';

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
 * Trains a flow by conditional flow matching (Lipman et al. 2023, Eq. 9 with straight paths): a sample z and a point x of the
 * even density over [−1, 1]^M are drawn, and the network learns the velocity z − x at (1 − t) x + t z for a random t. Paths
 * between points of a box stay in it, so latents that are drawn later do too, but for the network's error.
 *
 * With a folder for checkpoints, a run that was interrupted goes on where it stopped and ends with the same weights.
 */
export async function trainFlow(
  data: MdnData,
  settings: FlowSettings,
  random: RandomStream,
  run?: KeptRun,
): Promise<{ flow: ConditionalFlow; history: FlowHistory }> {
  checkSettings(settings);
  checkData(data);
  const { name: backend } = await selectBackend();
  const { steps, batch, hidden, learningRate } = settings;
  const scale = findScale(data.y);
  const file = run?.scratch && join(run.scratch, 'flow.checkpoint');
  const identity = file ? identifyTraining(data, settings, random, backend) : '';
  const saved = file ? findCheckpoint(file, identity) : undefined;
  const note = (saved?.note ?? { step: 0, sum: 0, adamSteps: 0, history: { training: [], validation: [] } }) as unknown as Note;
  const variables = createVariables(saved?.groups.weights ?? drawWeights(data.latentSize, hidden, random.derive('weights')));
  const moments = saved && { steps: note.adamSteps, first: saved.groups.first, second: saved.groups.second };
  const adam = new Adam(variables, { learningRate }, moments);
  const every = Math.max(1, Math.floor(steps / marks));
  const save = (): void => {
    if (!file) return;
    const { first, second, steps: adamSteps } = adam.save();
    saveCheckpoint(file, identity, { groups: { weights: readTensors(variables), first, second }, note: { ...note, adamSteps } });
  };
  try {
    while (note.step < steps) {
      if (run?.signal?.aborted) save();
      throwIfInterrupted(run, file ? undefined : nothingKept);
      const chosen = random.derive('batch', note.step);
      const rows = Uint32Array.from({ length: batch }, () => chosen.integer(data.y.length));
      const share = (1 + Math.cos((Math.PI * note.step) / steps)) / 2;
      note.sum += tf.tidy(() => {
        const pairs = drawPairs(data.z, data.y, rows, data.latentSize, scale, chosen);
        return adam.minimise(() => errorOf(pairs, variables), share);
      });
      if (++note.step % every === 0) {
        close(note, every);
        save();
        const [training, validation] = [note.history.training, note.history.validation].map((errors) =>
          errors.at(-1)!.toFixed(4),
        );
        const told = `errors of the velocity: training ${training}, validation ${validation}`;
        run?.onProgress?.({ label: 'training the flow', done: note.step, total: steps, note: told });
      }
      await breathe();
    }
    const weights = { scale: { shape: [2], values: scale }, ...readTensors(variables) };
    return { flow: await ConditionalFlow.fromWeights(weights), history: note.history };
  } finally {
    tf.dispose(variables);
    adam.dispose();
  }

  function close({ history, sum }: Note, count: number): void {
    const rows = Uint32Array.from({ length: Math.min(watched, data.yValidation.length) }, (_, row) => row);
    const error = tf.tidy(() => {
      const own = random.derive('validation');
      const pairs = drawPairs(data.zValidation, data.yValidation, rows, data.latentSize, scale, own);
      return errorOf(pairs, variables).dataSync()[0];
    });
    if (!Number.isFinite(error)) {
      throw new InputError('flow', `the error is no number after ${note.step} steps`, 'lower the learning rate');
    }
    history.training.push(sum / count);
    history.validation.push(error);
    note.sum = 0;
  }
}

/** What a checkpoint has besides weights and moments. */
interface Note {
  step: number;
  /** Sum of the training errors since the last mark. */
  sum: number;
  adamSteps: number;
  history: FlowHistory;
}

/** Places on straight paths, with the velocity there. */
interface Pairs {
  place: tf.Tensor2D;
  time: tf.Tensor2D;
  y: tf.Tensor2D;
  velocity: tf.Tensor2D;
}

function drawPairs(
  z: MdnData['z'],
  y: MdnData['y'],
  rows: Uint32Array,
  size: number,
  [mean, deviation]: Float32Array,
  random: RandomStream,
): Pairs {
  const count = rows.length;
  const starts = random.uniforms(count * size, -1, 1);
  const times = random.uniforms(count, 0, 1);
  const place = new Float32Array(count * size);
  const velocity = new Float32Array(count * size);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < size; k++) {
      const at = i * size + k;
      velocity[at] = z[rows[i] * size + k] - starts[at];
      place[at] = starts[at] + times[i] * velocity[at];
    }
  }
  const properties = Float32Array.from(rows, (row) => (y[row] - mean) / deviation);
  return {
    place: tf.tensor2d(place, [count, size]),
    time: tf.tensor2d(times, [count, 1]),
    y: tf.tensor2d(properties, [count, 1]),
    velocity: tf.tensor2d(velocity, [count, size]),
  };
}

const errorOf = ({ place, time, y, velocity }: Pairs, weights: Record<string, tf.Tensor>): tf.Scalar =>
  tf.mean(tf.squaredDifference(runVelocity(place, time, y, weights), velocity));
