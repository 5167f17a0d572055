import { existsSync } from 'node:fs';
import type { AdamState } from './adam';
import { loadWeights, type NamedWeights, saveWeights, type WeightsNote } from './weights';

/** What a training needs to go on with the same bits. */
export interface Checkpoint {
  /** Weights, moments of Adam, and other arrays, by what they are. */
  groups: Record<string, NamedWeights>;
  /** The rest: anything JSON can hold. */
  note: WeightsNote;
}

/**
 * Writes a checkpoint to one file, whole or not at all. `identity` is the same for two trainings exactly where one may go on
 * from the other's.
 */
export function saveCheckpoint(path: string, identity: string, { groups, note }: Checkpoint): void {
  const all: NamedWeights = {};
  for (const [group, weights] of Object.entries(groups)) {
    for (const [name, array] of Object.entries(weights)) all[`${group}:${name}`] = array;
  }
  saveWeights(path, all, { identity, ...note });
}

/** The checkpoint in a file, with its identity in the note; one that is damaged is an `InputError` about the file. */
export function loadCheckpoint(path: string): Checkpoint {
  const { weights, note } = loadWeights(path, 'checkpoint');
  const groups: Checkpoint['groups'] = {};
  for (const [name, array] of Object.entries(weights)) {
    const end = name.indexOf(':');
    const group = name.slice(0, end);
    groups[group] = { ...groups[group], [name.slice(end + 1)]: array };
  }
  return { groups, note };
}

/** The checkpoint in a file, where it is there and of this training. */
export function findCheckpoint(path: string, identity: string): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  const found = loadCheckpoint(path);
  return found.note.identity === identity ? found : undefined;
}

/** A network in training. */
export interface NetworkState {
  weights: NamedWeights;
  adam: AdamState;
}

/** A checkpoint of one network in training, and of what else its training needs. */
export const networkCheckpoint = ({ weights, adam }: NetworkState, { groups, note }: Checkpoint): Checkpoint => ({
  groups: { weights, ...groups, first: adam.first, second: adam.second },
  note: { ...note, adamSteps: adam.steps },
});

/** The network of such a checkpoint. */
export const networkOf = ({ groups, note }: Checkpoint): NetworkState => ({
  weights: groups.weights,
  adam: { steps: note.adamSteps as number, first: groups.first, second: groups.second },
});
