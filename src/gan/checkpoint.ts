import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadWeights, type NamedWeights, saveWeights } from '../learning/weights';
import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { sha256 } from '../runs/files';
import type { GanHistory } from './losses';
import type { GanSettings } from './settings';

interface AdamState {
  steps: number;
  first: NamedWeights;
  second: NamedWeights;
}

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
export function writeCheckpoint(folder: string, identity: string, checkpoint: GanCheckpoint): void {
  const { step, history, generatorAdam, discriminatorAdam } = checkpoint;
  const groups: Record<string, NamedWeights> = {
    generator: checkpoint.generator,
    discriminator: checkpoint.discriminator,
    average: checkpoint.average,
    'generator-first': generatorAdam.first,
    'generator-second': generatorAdam.second,
    'discriminator-first': discriminatorAdam.first,
    'discriminator-second': discriminatorAdam.second,
  };
  const all: NamedWeights = {};
  for (const [group, weights] of Object.entries(groups)) {
    for (const [name, array] of Object.entries(weights)) all[`${group}:${name}`] = array;
  }
  const adamSteps = [generatorAdam.steps, discriminatorAdam.steps];
  saveWeights(fileIn(folder), all, { identity, step, history, adamSteps });
}

/** The checkpoint of this training, if the folder has one. */
export function readCheckpoint(folder: string, identity: string): GanCheckpoint | undefined {
  if (!existsSync(fileIn(folder))) return undefined;
  const found = loadCheckpoint(fileIn(folder));
  return found.identity === identity ? found.checkpoint : undefined;
}

/** The checkpoint in a file, and which training it is of. */
export function loadCheckpoint(path: string): { identity: string; checkpoint: GanCheckpoint } {
  const { weights, note } = loadWeights(path, 'checkpoint');
  const group = (wanted: string): NamedWeights =>
    Object.fromEntries(
      Object.entries(weights)
        .filter(([name]) => name.startsWith(`${wanted}:`))
        .map(([name, array]) => [name.slice(wanted.length + 1), array]),
    );
  const [generatorSteps, discriminatorSteps] = note.adamSteps as number[];
  const checkpoint = {
    step: note.step as number,
    history: note.history as GanHistory,
    generator: group('generator'),
    discriminator: group('discriminator'),
    average: group('average'),
    generatorAdam: { steps: generatorSteps, first: group('generator-first'), second: group('generator-second') },
    discriminatorAdam: { steps: discriminatorSteps, first: group('discriminator-first'), second: group('discriminator-second') },
  };
  return { identity: note.identity as string, checkpoint };
}
