import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../runs/files';

/** A row of the paper's Tables 1–4: residuals in percent, null where the paper has a dash. */
export interface PaperRow {
  method: string;
  target: number;
  minimum: number | null;
  mean: number | null;
  deviation: number | null;
  seconds: number;
}

/** One of the paper's Tables 1–4. */
export interface PaperTable {
  number: number;
  /** "I" or "II". */
  dataset: string;
  /** Its targets lie outside the range of the data. */
  exploration: boolean;
  rows: readonly PaperRow[];
}

const file = join(repositoryRoot, 'data/paper/tables.json');

/** The paper's Tables 1–4. Its method "optimization based inverse modeling" is called Bayesian optimisation here. */
export const readPaperTables = (): PaperTable[] => (JSON.parse(readFileSync(file, 'utf8')) as { tables: PaperTable[] }).tables;

/** The paper's table of a data set; nothing for data sets that the paper has not. */
export function findPaperTable(dataset: string, exploration: boolean): PaperTable | undefined {
  return readPaperTables().find((table) => table.dataset === dataset && table.exploration === exploration);
}
