import { join } from 'node:path';
import type { SpectralResult } from '../evaluation/spectral-protocol';
import type { FineSpectrum } from '../evaluation/spectral-table';
import { type Method, slugOf } from '../inverse/method';
import { readJsonIfThere } from '../runs/json';
import { type PackedCandidates, packCandidates, unpackCandidates } from './stored-results';

/** What evaluating methods by targets of several numbers leaves in a run's folder. */

export const spectraFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluations/spectra-${slugOf(method)}-${dataset}.json`;
/** The best designs simulated again. */
export const fineSpectraFile = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluations/spectra-fine-${slugOf(method)}-${dataset}.json`;

export const evaluateSpectraStepName = (method: Pick<Method, 'name'>, dataset: string): string =>
  `evaluate-${slugOf(method)}-${dataset}`;
export const refineSpectraStepName = (method: Pick<Method, 'name'>, dataset: string): string =>
  `converge-${slugOf(method)}-${dataset}`;

type Stored = Omit<SpectralResult, 'candidates'> & { candidates: PackedCandidates };

export const storeSpectra = (results: readonly SpectralResult[]): string =>
  JSON.stringify(results.map((result): Stored => ({ ...result, candidates: packCandidates(result.candidates) })));

/** The evaluations of a data set that are there, in the order of the methods. */
export function readSpectra(folder: string, methods: readonly Method[], dataset: string): SpectralResult[] {
  return methods.flatMap((method) =>
    (readJsonIfThere<Stored[]>(join(folder, spectraFile(method, dataset))) ?? []).map((result) => ({
      ...result,
      candidates: unpackCandidates(result.candidates),
    })),
  );
}

/** Of their best designs, those that were simulated again. */
export const readFineSpectra = (folder: string, methods: readonly Method[], dataset: string): FineSpectrum[] =>
  methods.flatMap((method) => readJsonIfThere<FineSpectrum[]>(join(folder, fineSpectraFile(method, dataset))) ?? []);
