import { join } from 'node:path';
import { findCheckpoint, networkCheckpoint, networkOf, saveCheckpoint } from '../learning/checkpoint';
import type { RandomStream } from '../numerics/random';
import { sha256 } from '../runs/files';
import type { MdnData } from './data';
import type { MdnCheckpoint } from './training-state';

const fileIn = (folder: string): string => join(folder, 'mdn.checkpoint');

/** The same for two trainings exactly where one may go on from the other's checkpoint. */
export function identifyTraining(data: MdnData, settings: object, random: RandomStream, backend: string): string {
  const { z, y, zValidation, yValidation, latentSize } = data;
  const arrays = [z, Float64Array.from(y), zValidation, Float64Array.from(yValidation)];
  const hashes = arrays.map(({ buffer, byteOffset, byteLength }) => sha256(new Uint8Array(buffer, byteOffset, byteLength)));
  return sha256(JSON.stringify([settings, random.save(), backend, latentSize, hashes]));
}

/** One file in the folder, whole or not at all. */
export function writeMdnCheckpoint(folder: string, identity: string, checkpoint: MdnCheckpoint): void {
  const { history, epoch, best = {} } = checkpoint;
  saveCheckpoint(fileIn(folder), identity, networkCheckpoint(checkpoint, { groups: { best }, note: { history, epoch } }));
}

/** The checkpoint of this training, if the folder has one. */
export function readMdnCheckpoint(folder: string, identity: string): MdnCheckpoint | undefined {
  const found = findCheckpoint(fileIn(folder), identity);
  if (!found) return undefined;
  const { groups, note } = found;
  return {
    history: note.history as MdnCheckpoint['history'],
    epoch: note.epoch as MdnCheckpoint['epoch'],
    ...networkOf(found),
    best: groups.best,
  };
}
