import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Samples } from '../datasets/dataset';
import { readDataset, readSamples } from '../datasets/file';
import { Generator } from '../gan/generator';
import type { GanHistory } from '../gan/losses';
import type { ProgressEntry } from '../gan/progress';
import { type LearningCurves, type Method, slugOf, trainerOf } from '../inverse/method';
import { loadWeights, type NamedWeights } from '../learning/weights';
import { interfaceDensity, volumeFraction } from '../microstructure/descriptors';
import { type Microstructure, unpackPixels } from '../microstructure/microstructure';
import { readHdf5 } from '../runs/hdf5';
import { type Json, readJson } from '../runs/json';

/** What the steps of a run leave in its folder, up to trained methods, and how it is opened again. */

export const fieldsFile = 'fields.h5';
export const generatorFile = 'generator.weights';
export const generatorHistoryFile = 'generator-history.json';
/** Of the generator as it was at some steps of its training. */
export const snapshotsFolder = 'generator-snapshots';
export const generatorProgressFile = 'generator-progress.json';
export const datasetFile = (name: string): string => `dataset-${name}.h5`;
export const outsideFile = (name: string): string => `dataset-${name}-outside.h5`;
/** What training a method on a data set left. */
export const weightsFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `models/${slugOf(method)}-${dataset}.weights`;
/** The same of a repetition with other random numbers: 2, 3, … */
export const repeatedWeightsFile = (method: Pick<Method, 'name'>, dataset: string, repetition: number): string =>
  `models/repeats/${slugOf(method)}-${dataset}-${repetition}.weights`;
export const historyFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `models/${slugOf(method)}-${dataset}-history.json`;
/** Where the plotly description of a figure lies. */
export const descriptionFile = (figure: string): string => `figures/${figure}.json`;

/** The images of the fields step. */
export async function readFields(folder: string): Promise<Microstructure[]> {
  const { shape, data } = (await readHdf5(join(folder, fieldsFile))).arrays.x;
  const [, height, width] = shape;
  return unpackPixels(data, width, height);
}

/** Means that tell whether two sets of images are alike. */
export function describeImages(images: readonly Microstructure[]): { [name: string]: Json } {
  const mean = (measure: (image: Microstructure) => number): number =>
    images.reduce((sum, image) => sum + measure(image), 0) / images.length;
  return { meanVolumeFraction: mean(volumeFraction), meanInterfaceDensity: mean(interfaceDensity) };
}

/** The generator of the generator step; the caller disposes of it. */
export function loadGenerator(folder: string): Promise<Generator> {
  return Generator.fromWeights(loadWeights(join(folder, generatorFile)).weights);
}

export function readGanHistory(folder: string): GanHistory {
  return readJson<GanHistory>(join(folder, generatorHistoryFile));
}

/** What was measured at every snapshot of the training. */
export const readGanProgress = (folder: string): ProgressEntry[] =>
  readJson<ProgressEntry[]>(join(folder, generatorProgressFile));

export const loadDataset = (folder: string, name: string): Promise<Dataset> => readDataset(join(folder, datasetFile(name)));

/** The samples that were drawn and not kept. */
export const loadOutside = (folder: string, name: string): Promise<Samples> => readSamples(join(folder, outsideFile(name)));

/** What training left, the method's own or that of another which serves it; nothing for a method that is not trained. */
export function loadTrained(folder: string, method: Method, dataset: string): NamedWeights | undefined {
  const trainer = trainerOf(method);
  return trainer && loadWeights(join(folder, weightsFile(trainer, dataset))).weights;
}

export const hasTrained = (folder: string, method: Method, dataset: string): boolean =>
  existsSync(join(folder, historyFile(method, dataset)));

export const readLearningCurves = (folder: string, method: Method, dataset: string): LearningCurves =>
  readJson<LearningCurves>(join(folder, historyFile(method, dataset)));
