import { join } from 'node:path';
import { selectBackend } from '../learning/backend';
import { findCheckpoint, saveCheckpoint } from '../learning/checkpoint';
import { trainToEnd } from '../learning/training-loop';
import { identifyTraining } from '../mdn/checkpoint';
import { checkData, type MdnData } from '../mdn/data';
import type { RandomStream } from '../numerics/random';
import type { KeptRun, RunControl } from '../runs/control';
import { ConditionalFlow } from './flow';
import { checkSettings, type FlowSettings } from './settings';
import { type FlowHistory, FlowTrainingState } from './training-state';

export type { FlowHistory } from './training-state';

/** Seconds from one checkpoint to the next, at least. */
const checkpointEvery = 10;

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
  const file = run?.scratch && join(run.scratch, 'flow.checkpoint');
  const identity = file ? identifyTraining(data, settings, random, backend) : '';
  const training = new FlowTrainingState(data, settings, random, file ? findCheckpoint(file, identity) : undefined);
  const keeping = file && { save: () => saveCheckpoint(file, identity, training.save()), every: checkpointEvery };
  try {
    await trainToEnd(training, run, keeping || undefined, () => {
      if (training.isAtMark) reportMark(training, settings, run);
    });
    return { flow: await ConditionalFlow.fromWeights(training.weights()), history: training.history };
  } finally {
    training.dispose();
  }
}

function reportMark({ step, history }: FlowTrainingState, settings: FlowSettings, run?: RunControl): void {
  const [training, validation] = [history.training, history.validation].map((errors) => errors.at(-1)!.toFixed(4));
  const note = `errors of the velocity: training ${training}, validation ${validation}`;
  run?.onProgress?.({ label: 'training the flow', done: step, total: settings.steps, note });
}
