import { selectBackend } from '../learning/backend';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { breathe, nothingKept, type RunControl, throwIfInterrupted } from '../runs/control';
import { identifyTraining, readGanCheckpoint, writeGanCheckpoint } from './checkpoint';
import type { Generator } from './generator';
import { checkImages } from './images';
import type { GanHistory } from './losses';
import { checkSettings, type GanSettings } from './settings';
import { hasSnapshots, snapshotSteps, writeSnapshot } from './snapshots';
import { TextureLosses } from './texture';
import { GanTrainingState } from './training-state';

/** Where a training leaves what is not its result; it leaves nothing unless given. */
export interface GanFolders {
  /** For the checkpoint from which an interrupted training goes on. */
  checkpoint?: string;
  /** For the generator as it was at every checkpoint: a file for each of `snapshotSteps`. */
  snapshots?: string;
}

/**
 * Trains the paper's generator and discriminator on two-phase images of 128 × 128 pixels: the loop over the steps of a
 * `GanTrainingState`. Gives the generator with the moving average of its weights and statistics found for them.
 *
 * With a folder for checkpoints, a run that was interrupted or killed goes on from the last one and ends with the same
 * weights and snapshots, bit for bit. Checkpoints and snapshots of other trainings are written over; a checkpoint that lacks
 * the snapshots before it does not count.
 */
export async function trainGan(
  images: readonly Microstructure[],
  settings: GanSettings,
  random: RandomStream,
  run?: RunControl,
  { checkpoint, snapshots }: GanFolders = {},
): Promise<{ generator: Generator; history: GanHistory }> {
  checkImages(images);
  checkSettings(settings);
  const { name } = await selectBackend();
  const filters = random.derive('texture');
  const texture = settings.texture && (await TextureLosses.create(settings.texture, images, filters, settings.smoothing));
  const identity = identifyTraining(images, settings, random, `${name} ${texture?.features}`);
  const snapshotAt = snapshotSteps(settings);
  const found = checkpoint ? readGanCheckpoint(checkpoint, identity) : undefined;
  const lacksSnapshots = found && snapshots && !hasSnapshots(snapshots, upTo(found.step, snapshotAt), identity);
  const training = new GanTrainingState(images, settings, random, texture, lacksSnapshots ? undefined : found);
  const save = () => checkpoint && writeGanCheckpoint(checkpoint, identity, training.save());
  try {
    while (training.step < settings.steps) {
      if (run?.signal?.aborted) save();
      throwIfInterrupted(run, checkpoint ? undefined : nothingKept);
      training.advance();
      if (snapshotAt.includes(training.step)) {
        // before the checkpoint, which then has all snapshots before it
        if (snapshots) writeSnapshot(snapshots, training.step, identity, training.averagedWeights());
        save();
      }
      run?.onProgress?.({
        label: 'training the GAN',
        done: training.step,
        total: settings.steps,
        note: `losses: discriminator ${training.discriminatorLoss.toFixed(2)}, generator ${training.generatorLoss.toFixed(2)}`,
      });
      await breathe();
    }
    return { generator: await training.result(), history: training.history };
  } finally {
    training.dispose();
  }
}

const upTo = (last: number, steps: readonly number[]): number[] => steps.filter((step) => step <= last);
