import { join } from 'node:path';
import type { AdamState } from '../learning/adam';
import { type Checkpoint, findCheckpoint, loadCheckpoint, saveCheckpoint } from '../learning/checkpoint';
import type { NamedWeights } from '../learning/weights';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { sha256 } from '../runs/files';
import type { GanHistory } from './losses';
import type { GanSettings } from './settings';

/** All that a training needs to go on with the same bits. */
export interface GanCheckpoint {
  step: number;
  history: GanHistory;
  generator: NamedWeights;
  discriminator: NamedWeights;
  average: NamedWeights;
  generatorAdam: AdamState;
  discriminatorAdam: AdamState;
}

const fileIn = (folder: string): string => join(folder, 'gan.checkpoint');

/** The same for two trainings exactly where one may go on from the other's checkpoint. */
export function identifyTraining(
  images: readonly Microstructure[],
  settings: GanSettings,
  random: RandomStream,
  backend: string,
): string {
  const { checkpointEvery: _, ...decisive } = settings;
  const data = sha256(images.map(({ pixels }) => sha256(pixels)).join());
  return sha256(JSON.stringify([decisive, random.save(), backend, data]));
}

/** One file in the folder, whole or not at all. */
export function writeGanCheckpoint(folder: string, identity: string, checkpoint: GanCheckpoint): void {
  const { step, history, generator, discriminator, average, generatorAdam, discriminatorAdam } = checkpoint;
  const groups = {
    generator,
    discriminator,
    average,
    'generator-first': generatorAdam.first,
    'generator-second': generatorAdam.second,
    'discriminator-first': discriminatorAdam.first,
    'discriminator-second': discriminatorAdam.second,
  };
  const adamSteps = [generatorAdam.steps, discriminatorAdam.steps];
  saveCheckpoint(fileIn(folder), identity, { groups, note: { step, history, adamSteps } });
}

/** The checkpoint of this training, if the folder has one. */
export function readGanCheckpoint(folder: string, identity: string): GanCheckpoint | undefined {
  const found = findCheckpoint(fileIn(folder), identity);
  return found && unpack(found);
}

/** The checkpoint in a folder, whatever training it is of. */
export function loadGanCheckpoint(folder: string): GanCheckpoint {
  return unpack(loadCheckpoint(fileIn(folder)));
}

function unpack({ groups, note }: Checkpoint): GanCheckpoint {
  const [generatorSteps, discriminatorSteps] = note.adamSteps as number[];
  const { generator, discriminator, average } = groups;
  const adamOf = (network: string, steps: number): AdamState => ({
    steps,
    first: groups[`${network}-first`],
    second: groups[`${network}-second`],
  });
  return {
    step: note.step as number,
    history: note.history as GanHistory,
    generator,
    discriminator,
    average,
    generatorAdam: adamOf('generator', generatorSteps),
    discriminatorAdam: adamOf('discriminator', discriminatorSteps),
  };
}
