import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Samples } from '../datasets/dataset';
import { readDataset, readSamples } from '../datasets/file';
import type { TargetResult } from '../evaluation/protocol';
import { Generator } from '../gan/generator';
import type { GanHistory } from '../gan/losses';
import type { ProgressEntry } from '../gan/progress';
import { type LearningCurves, type Method, slugOf } from '../inverse/method';
import { loadWeights, type NamedWeights } from '../learning/weights';
import { interfaceDensity, volumeFraction } from '../microstructure/descriptors';
import { fromRows, type Microstructure, toRows, unpackPixels } from '../microstructure/microstructure';
import { readHdf5 } from '../runs/hdf5';
import type { Json } from '../runs/json';

/** What the steps of a run leave in its folder, and how it is opened again. */

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
export const historyFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `models/${slugOf(method)}-${dataset}-history.json`;
export const evaluationFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluations/${slugOf(method)}-${dataset}.json`;
export const tableFile = (dataset: string, ending: 'csv' | 'md'): string => `tables/data-${dataset}.${ending}`;
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

/** What training left; nothing for a method that is not trained. */
export function loadTrained(folder: string, method: Method, dataset: string): NamedWeights | undefined {
  return method.train && loadWeights(join(folder, weightsFile(method, dataset))).weights;
}

export const hasTrained = (folder: string, method: Method, dataset: string): boolean =>
  existsSync(join(folder, historyFile(method, dataset)));

export const readLearningCurves = (folder: string, method: Method, dataset: string): LearningCurves =>
  readJson<LearningCurves>(join(folder, historyFile(method, dataset)));

/** The evaluations of a data set that are there, in the order of the methods. */
export function readEvaluations(folder: string, methods: readonly Method[], dataset: string): TargetResult[] {
  return methods
    .map((method) => join(folder, evaluationFile(method, dataset)))
    .filter((path) => existsSync(path))
    .flatMap((path) => readJson<StoredResult[]>(path).map(fromStored));
}

/** A result with its image as rows of digits. */
type StoredResult = Omit<TargetResult, 'best'> & { best: { microstructure: string[]; latent: number[] } };

export const toStored = (result: TargetResult): StoredResult => ({
  ...result,
  best: { microstructure: toRows(result.best.microstructure), latent: [...(result.best.latent ?? [])] },
});

const fromStored = ({ best, ...result }: StoredResult): TargetResult => ({
  ...result,
  best: { microstructure: fromRows(best.microstructure), latent: Float32Array.from(best.latent) },
});

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
