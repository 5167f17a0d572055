import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadWeights, type NamedWeights, saveWeights } from '../learning/weights';
import type { GanSettings } from './settings';

/** Steps after which a training leaves a snapshot of its generator: every `checkpointEvery`, and the last. */
export function snapshotSteps({ steps, checkpointEvery }: Pick<GanSettings, 'steps' | 'checkpointEvery'>): number[] {
  const regular = Array.from({ length: Math.floor(steps / checkpointEvery) }, (_, i) => (i + 1) * checkpointEvery);
  return steps % checkpointEvery === 0 ? regular : [...regular, steps];
}

/** The name of a snapshot in its folder. */
export function snapshotFile(step: number): string {
  return `step-${String(step).padStart(6, '0')}.weights`;
}

/** Writes a snapshot, whole or not at all, with the training's identity, as its checkpoint has it. */
export function writeSnapshot(folder: string, step: number, identity: string, weights: NamedWeights): void {
  saveWeights(join(folder, snapshotFile(step)), weights, { identity, step });
}

/** Whether a folder has all snapshots of these steps, each of this training. */
export function hasSnapshots(folder: string, steps: readonly number[], identity: string): boolean {
  return steps
    .map((step) => join(folder, snapshotFile(step)))
    .every((path) => existsSync(path) && loadWeights(path, 'snapshot').note.identity === identity);
}

/** The generator's weights after so many steps, for `Generator.fromWeights`. */
export function readSnapshot(folder: string, step: number): NamedWeights {
  return loadWeights(join(folder, snapshotFile(step)), 'snapshot').weights;
}
