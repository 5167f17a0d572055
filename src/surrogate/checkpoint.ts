import { join } from 'node:path';
import { findCheckpoint, networkCheckpoint, networkOf, saveCheckpoint } from '../learning/checkpoint';
import type { RandomStream } from '../numerics/random';
import { sha256 } from '../runs/files';
import type { SurrogateData } from './data';
import type { SurrogateSettings } from './settings';
import type { SurrogateCheckpoint } from './training-state';

const fileIn = (folder: string): string => join(folder, 'surrogate.checkpoint');

/** The same for two trainings exactly where one may go on from the other's checkpoint. */
export function identifyTraining(
  { microstructures, y, split }: SurrogateData,
  settings: SurrogateSettings,
  random: RandomStream,
  backend: string,
): string {
  const images = sha256(microstructures.map(({ pixels }) => sha256(pixels)).join());
  const numbers = [Array.from(y), Array.from(split.training), Array.from(split.validation)];
  return sha256(JSON.stringify([settings, random.save(), backend, images, numbers]));
}

/** One file in the folder, whole or not at all. */
export function writeSurrogateCheckpoint(folder: string, identity: string, checkpoint: SurrogateCheckpoint): void {
  const { history, epoch } = checkpoint;
  saveCheckpoint(fileIn(folder), identity, networkCheckpoint(checkpoint, { groups: {}, note: { history, epoch } }));
}

/** The checkpoint of this training, if the folder has one. */
export function readSurrogateCheckpoint(folder: string, identity: string): SurrogateCheckpoint | undefined {
  const found = findCheckpoint(fileIn(folder), identity);
  if (!found) return undefined;
  const { note } = found;
  return {
    history: note.history as SurrogateCheckpoint['history'],
    epoch: note.epoch as SurrogateCheckpoint['epoch'],
    ...networkOf(found),
  };
}
