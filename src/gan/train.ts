import { selectBackend } from '../learning/backend';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { identifyTraining, readCheckpoint, writeCheckpoint } from './checkpoint';
import type { Generator } from './generator';
import { checkImages } from './images';
import type { GanHistory } from './losses';
import { checkSettings, type GanSettings } from './settings';
import { TextureLosses } from './texture';
import { GanTrainingState } from './training-state';

/**
 * Trains the paper's generator and discriminator on two-phase images of 128 × 128 pixels. Gives the generator with the
 * moving average of its weights and statistics found for them. With `checkpoint` (a folder), a run that was interrupted
 * goes on where it stopped and ends with the same weights, bit for bit; checkpoints of other trainings are written over.
 * With `heldOut`, fields that it is not trained on, its history tells how good the generator was at every checkpoint.
 */
export async function trainGan(
  images: readonly Microstructure[],
  settings: GanSettings,
  random: RandomStream,
  run?: RunControl,
  checkpoint?: string,
  heldOut?: readonly Microstructure[],
): Promise<{ generator: Generator; history: GanHistory }> {
  checkImages(images);
  checkSettings(settings);
  const { name } = await selectBackend();
  const filters = random.derive('texture');
  const texture = settings.texture && (await TextureLosses.create(settings.texture, images, filters, settings.smoothing));
  const identity = checkpoint ? identifyTraining(images, settings, random, `${name} ${texture?.features}`) : '';
  const saved = checkpoint ? readCheckpoint(checkpoint, identity) : undefined;
  const training = new GanTrainingState(images, settings, random, texture, saved);
  const save = () => checkpoint && writeCheckpoint(checkpoint, identity, training.save());
  try {
    while (training.step < settings.steps) {
      if (run?.signal?.aborted) save();
      throwIfInterrupted(run);
      training.advance();
      if (training.step % settings.checkpointEvery === 0 || training.step === settings.steps) {
        if (heldOut) await training.record(heldOut);
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
