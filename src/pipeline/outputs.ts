import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset, Samples } from '../datasets/dataset';
import { readDataset, readSamples } from '../datasets/file';
import type { EvaluatedSet } from '../evaluation/claim';
import type { DataOriginality } from '../evaluation/novelty';
import { findPaperTable } from '../evaluation/paper-tables';
import type { ProtocolSettings, TargetResult } from '../evaluation/protocol';
import { Generator } from '../gan/generator';
import type { GanHistory } from '../gan/losses';
import type { ProgressEntry } from '../gan/progress';
import { type LearningCurves, type Method, slugOf, trainerOf } from '../inverse/method';
import { loadWeights, type NamedWeights } from '../learning/weights';
import { interfaceDensity, volumeFraction } from '../microstructure/descriptors';
import { type Microstructure, unpackPixels } from '../microstructure/microstructure';
import { readHdf5 } from '../runs/hdf5';
import type { Json } from '../runs/json';
import { type StoredOriginality, withOriginality } from './stored-originality';
import { fromStored, type StoredResult } from './stored-results';

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
/** How far a method's designs, or the samples of a data set, are from each other and from the data. */
export const noveltyFile = (method: Pick<Method, 'name'>, dataset: string): string => `novelty/${slugOf(method)}-${dataset}.json`;
export const noveltyDataFile = (dataset: string): string => noveltyFile({ name: 'data' }, dataset);
/** Tables 1–4 of the paper by their numbers; those of other data sets by their names. */
export function tableFile(dataset: string, exploration: boolean, ending: 'csv' | 'md'): string {
  const number = findPaperTable(dataset, exploration)?.number;
  const name = number ? `table-${number}` : `data-${dataset}${exploration ? '-exploration' : ''}`;
  return `tables/${name}.${ending}`;
}
/** The table of the paper's claims. */
export const claimsFile = (ending: 'csv' | 'md'): string => `tables/claims.${ending}`;
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

/** The evaluations of a data set that are there, in the order of the methods, with what is measured of their designs. */
export function readEvaluations(folder: string, methods: readonly Method[], dataset: string): TargetResult[] {
  return methods.flatMap((method) => {
    const path = join(folder, evaluationFile(method, dataset));
    const results = (readIfThere<StoredResult[]>(path) ?? []).map((result) => fromStored(result, path));
    const measured = readIfThere<StoredOriginality[]>(join(folder, noveltyFile(method, dataset)));
    return measured ? results.map((result) => withOriginality(result, measured)) : results;
  });
}

/** The same, targets within the range of the data apart from those that explore. */
export function readEvaluatedSet(
  folder: string,
  methods: readonly Method[],
  dataset: string,
  { exploration = [] }: ProtocolSettings,
): EvaluatedSet {
  const results = readEvaluations(folder, methods, dataset);
  const explores = ({ target }: TargetResult): boolean => exploration.includes(target);
  const data = readIfThere<DataOriginality>(join(folder, noveltyDataFile(dataset)));
  return { dataset, within: results.filter((result) => !explores(result)), exploration: results.filter(explores), data };
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const readIfThere = <T>(path: string): T | undefined => (existsSync(path) ? readJson<T>(path) : undefined);
