import { join } from 'node:path';
import { findCheckpoint, saveCheckpoint } from '../learning/checkpoint';
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
  const { history, epoch, weights, adam, best = {} } = checkpoint;
  const groups = { weights, best, first: adam.first, second: adam.second };
  saveCheckpoint(fileIn(folder), identity, { groups, note: { history, epoch, adamSteps: adam.steps } });
}

/** The checkpoint of this training, if the folder has one. */
export function readMdnCheckpoint(folder: string, identity: string): MdnCheckpoint | undefined {
  const found = findCheckpoint(fileIn(folder), identity);
  if (!found) return undefined;
  const { groups, note } = found;
  return {
    history: note.history as MdnCheckpoint['history'],
    epoch: note.epoch as MdnCheckpoint['epoch'],
    weights: groups.weights,
    adam: { steps: note.adamSteps as number, first: groups.first, second: groups.second },
    best: groups.best,
  };
}
