import { basename, extname } from 'node:path';
import { parse } from 'yaml';
import { InputError } from '../../runs/errors';
import { readFile } from '../../runs/files';
import { formulas } from './dispersion';
import { checkTable, type FormulaMaterial, interpolate, type MaterialTable } from './materials';
import { quoted } from './quoted';

const remedy = 'give a page of the database: DATA with tabulated nk, n, k or a formula';

/**
 * A material from a page of refractiveindex.info as its database has it, a YAML file: a table of n and k, or a formula of n,
 * perhaps with a table of k. Where there is no k, it is 0; where n and k have tables of their own, k is taken to be linear
 * between its wavelengths and must reach as far as n does. Throws InputError where the file is none of these.
 */
export function readRefractiveIndexInfo(path: string): MaterialTable | FormulaMaterial {
  const page = parsePage(path);
  const entries = page.DATA.map((entry) => ({ ...entry, type: String(entry.type) }));
  const entryOf = (type: RegExp) => entries.find((entry) => type.test(entry.type));
  const refuse = (problem: string): never => {
    throw new InputError(path, problem, remedy);
  };
  const source = String(page.REFERENCES ?? path);
  const name = basename(path, extname(path));
  const rows = (entry: PageEntry, columns: number): number[][] => {
    const lines = String(entry.data).trim().split('\n');
    const table = lines.map((line) =>
      line
        .trim()
        .split(/[\s,]+/)
        .map(Number),
    );
    const wrong = table.findIndex((row) => row.length < columns || !row.every(Number.isFinite));
    if (wrong >= 0) refuse(`row ${wrong + 1} of ${entry.type} is ${quoted(lines[wrong])}`);
    return table;
  };
  const column = (table: readonly number[][], i: number): number[] => table.map((row) => row[i]);
  const nanometres = (table: readonly number[][]): number[] => table.map(([micrometres]) => toNanometres(micrometres));

  const both = entryOf(/^tabulated nk$/);
  if (both) {
    const table = rows(both, 3);
    return checkTable({ name, source, wavelength: nanometres(table), n: column(table, 1), k: column(table, 2) });
  }
  const absorbs = entryOf(/^tabulated k$/);
  const lossTable = absorbs && rows(absorbs, 2);
  const extinction = lossTable && { wavelength: nanometres(lossTable), k: column(lossTable, 1) };
  if (extinction) checkTable({ name, source, ...extinction, n: extinction.k });
  const real = entryOf(/^tabulated n$/);
  if (real) {
    const table = rows(real, 2);
    const wavelength = nanometres(table);
    const k = wavelength.map((each) => (extinction ? interpolate(`k of ${name}`, extinction.wavelength, extinction.k, each) : 0));
    return checkTable({ name, source, wavelength, n: column(table, 1), k });
  }
  const formula = entryOf(/^formula \d+$/);
  if (!formula) return refuse(`it has ${entries.map(({ type }) => quoted(type)).join(', ') || 'nothing'} under DATA`);
  const number = Number(formula.type.slice('formula '.length));
  if (!formulas[number - 1]) return refuse(`there is no formula ${number}`);
  const [from, to] = numbersOf(formula.wavelength_range ?? formula.range).map(toNanometres);
  const coefficients = numbersOf(formula.coefficients);
  if (!(from < to)) return refuse(`the formula's range is ${quoted(formula.wavelength_range ?? formula.range)}`);
  if (coefficients.length === 0 || !coefficients.every(Number.isFinite)) {
    return refuse(`the formula's coefficients are ${quoted(formula.coefficients)}`);
  }
  return { name, source, range: [from, to], formula: number, coefficients, ...(extinction && { extinction }) };
}

interface PageEntry {
  type?: unknown;
  data?: unknown;
  range?: unknown;
  wavelength_range?: unknown;
  coefficients?: unknown;
}

function parsePage(path: string): { REFERENCES?: unknown; DATA: PageEntry[] } {
  let page: { DATA?: unknown } | undefined;
  try {
    page = parse(`${readFile(path)}`);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(path, 'this is no YAML', remedy);
  }
  const entries = page?.DATA;
  if (!Array.isArray(entries) || !entries.every((entry) => typeof entry === 'object' && entry !== null)) {
    throw new InputError(path, 'it has no list DATA', remedy);
  }
  return { ...page, DATA: entries };
}

const numbersOf = (text: unknown): number[] =>
  String(text ?? '')
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(Number);

/** Wavelengths are in µm there; a double's last digits are not to show: 0.6168 µm is 616.8 nm. */
const toNanometres = (micrometres: number): number => Number((1000 * micrometres).toPrecision(12));
