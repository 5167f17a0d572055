import { selectBackend } from '../learning/backend';
import { trainToEnd } from '../learning/training-loop';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { identifyTraining, readMdnCheckpoint, writeMdnCheckpoint } from './checkpoint';
import { checkData, type MdnData } from './data';
import { MixtureDensityNetwork } from './network';
import { checkSettings, type MdnSettings } from './settings';
import { type MdnHistory, MdnTrainingState } from './training-state';

export type { MdnHistory } from './training-state';

/** How a training is kept from being lost; it is not unless a folder is given. No result depends on it. */
export interface MdnKeeping {
  /** A folder for the checkpoint from which an interrupted training goes on. */
  checkpoint?: string;
  /** Seconds from one checkpoint to the next, at least; those of networks that give whole images have 0.2 GB. */
  checkpointEvery?: number;
}

/**
 * Trains the paper's mixture density network with Adam, stops when the validation loss has not improved for
 * `settings.patience` epochs, and gives the weights of the best one: the loop over the batches of an `MdnTrainingState`. The
 * properties are standardised by the mean and standard deviation of the training set, kept with the weights. Batch
 * normalisation uses the batch's statistics in training; after each epoch those of the whole training set are found and used
 * for validation and ever after.
 *
 * With a folder for checkpoints, a run that was interrupted goes on where it stopped, one that was killed from the last
 * checkpoint, and ends with the same weights, bit for bit; checkpoints of other trainings are written over.
 */
export async function trainMdn(
  data: MdnData,
  settings: MdnSettings,
  random: RandomStream,
  run?: RunControl,
  { checkpoint, checkpointEvery = 120 }: MdnKeeping = {},
): Promise<{ network: MixtureDensityNetwork; history: MdnHistory }> {
  checkData(data);
  checkSettings(settings);
  const { name } = await selectBackend();
  const identity = checkpoint ? identifyTraining(data, settings, random, name) : '';
  const saved = checkpoint ? readMdnCheckpoint(checkpoint, identity) : undefined;
  const training = new MdnTrainingState(data, settings, random, saved);
  const keeping = checkpoint && {
    save: () => writeMdnCheckpoint(checkpoint, identity, training.save()),
    every: checkpointEvery,
  };
  let { epochs } = training;
  try {
    await trainToEnd(training, run, keeping || undefined, () => {
      if (training.epochs > epochs) reportEpoch(training, settings, run);
      epochs = training.epochs;
    });
    return { network: MixtureDensityNetwork.fromWeights(training.best!), history: training.history };
  } finally {
    training.dispose();
  }
}

function reportEpoch({ epochs, history }: MdnTrainingState, settings: MdnSettings, run?: RunControl): void {
  const [training, validation] = [history.training, history.validation].map((losses) => losses[epochs - 1].toFixed(3));
  run?.onProgress?.({
    label: 'training the mixture density network',
    done: epochs,
    total: settings.epochs,
    note: `losses: training ${training}, validation ${validation}`,
  });
}
