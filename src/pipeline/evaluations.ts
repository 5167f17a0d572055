import { join } from 'node:path';
import type { EvaluatedSet } from '../evaluation/claim';
import type { DataOriginality } from '../evaluation/novelty';
import { findPaperTable } from '../evaluation/paper-tables';
import type { ProtocolSettings, TargetResult } from '../evaluation/protocol';
import type { RepeatedDesigns, RepeatedSet } from '../evaluation/repeats';
import { type Method, slugOf } from '../inverse/method';
import { readJsonIfThere } from '../runs/json';
import { type StoredOriginality, withOriginality } from './stored-originality';
import { fromStored, type StoredResult } from './stored-results';

/**
 * What evaluating methods leaves in a run's folder. This is not in outputs.ts, which all steps before import: a change to what
 * is evaluated is to train nothing anew.
 */

export const evaluationFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluations/${slugOf(method)}-${dataset}.json`;
/** Every table is left twice: as comma-separated values, and as Markdown under its caption. */
export type TableEnding = 'csv' | 'md';

/** How far a method's designs, or the samples of a data set, are from each other and from the data. */
export const noveltyFile = (method: Pick<Method, 'name'>, dataset: string): string => `novelty/${slugOf(method)}-${dataset}.json`;
export const noveltyDataFile = (dataset: string): string => noveltyFile({ name: 'data' }, dataset);
/** What the repetitions of an evaluation left. */
export const repeatsFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluations/repeats/${slugOf(method)}-${dataset}.json`;
export const repeatsTable = (ending: TableEnding): string => `tables/repetitions.${ending}`;
/** Tables 1–4 of the paper by their numbers; those of other data sets by their names. */
export function tableFile(dataset: string, exploration: boolean, ending: TableEnding): string {
  const number = findPaperTable(dataset, exploration)?.number;
  const name = number ? `table-${number}` : `data-${dataset}${exploration ? '-exploration' : ''}`;
  return `tables/${name}.${ending}`;
}
/** All methods in one table. */
export const summaryTable = (ending: TableEnding): string => `tables/summary.${ending}`;
/** The table of the paper's claims. */
export const claimsFile = (ending: TableEnding): string => `tables/claims.${ending}`;

/** The evaluations of a data set that are there, in the order of the methods, with what is measured of their designs. */
export function readEvaluations(folder: string, methods: readonly Method[], dataset: string): TargetResult[] {
  return methods.flatMap((method) => {
    const path = join(folder, evaluationFile(method, dataset));
    const results = (readJsonIfThere<StoredResult[]>(path) ?? []).map((result) => fromStored(result, path));
    const measured = readJsonIfThere<StoredOriginality[]>(join(folder, noveltyFile(method, dataset)));
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
  const data = readJsonIfThere<DataOriginality>(join(folder, noveltyDataFile(dataset)));
  return { dataset, within: results.filter((result) => !explores(result)), exploration: results.filter(explores), data };
}

/** All repetitions of a data set that are there, the first of which are those of the tables; targets within its range. */
export function readRepeats(folder: string, methods: readonly Method[], { dataset, within }: EvaluatedSet): RepeatedSet {
  const others = methods.flatMap(
    (method) => readJsonIfThere<RepeatedDesigns[]>(join(folder, repeatsFile(method, dataset))) ?? [],
  );
  const designs = within.map(({ method, target, simulated }) => ({ method, target, simulated, repetition: 1 }));
  return { dataset, designs: [...designs, ...others] };
}
