import { selectBackend } from '../learning/backend';
import { trainToEnd } from '../learning/training-loop';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import { identifyTraining, readSurrogateCheckpoint, writeSurrogateCheckpoint } from './checkpoint';
import { checkData, type SurrogateData } from './data';
import { checkSettings, type SurrogateSettings } from './settings';
import { Surrogate } from './surrogate';
import { type SurrogateHistory, SurrogateTrainingState } from './training-state';

export type { SurrogateHistory } from './training-state';

/** Seconds from one checkpoint to the next, at least. */
const checkpointEvery = 30;

/**
 * Trains a surrogate with AdamW and a one-cycle learning rate: the loop over the batches of a `SurrogateTrainingState`. Every
 * time a sample is seen it is shifted, flipped and turned at random. The rate ends near 0, so the last weights are kept, and
 * nothing is chosen by the validation samples.
 *
 * With a folder for checkpoints, a run that was interrupted goes on where it stopped, one that was killed from the last
 * checkpoint, and ends with the same weights, bit for bit; checkpoints of other trainings are written over.
 */
export async function trainSurrogate(
  data: SurrogateData,
  settings: SurrogateSettings,
  random: RandomStream,
  run?: KeptRun,
): Promise<{ surrogate: Surrogate; history: SurrogateHistory }> {
  checkSettings(settings);
  checkData(data, settings.side);
  const { name } = await selectBackend();
  const folder = run?.scratch;
  const identity = folder ? identifyTraining(data, settings, random, name) : '';
  const training = new SurrogateTrainingState(
    data,
    settings,
    random,
    folder ? readSurrogateCheckpoint(folder, identity) : undefined,
  );
  const keeping = folder && {
    save: () => writeSurrogateCheckpoint(folder, identity, training.save()),
    every: checkpointEvery,
  };
  try {
    await trainToEnd(training, run, keeping || undefined, () =>
      run?.onProgress?.({ label: 'training the surrogate', ...training.progress }),
    );
    return { surrogate: await Surrogate.fromWeights(training.weights()), history: training.history };
  } finally {
    training.dispose();
  }
}
