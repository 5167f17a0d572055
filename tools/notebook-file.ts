import { InputError } from '../src/runs/errors';
import { readFile, writeFile } from '../src/runs/files';
import type { Bundle, Output } from './jupyter-client';

export interface Cell {
  id: string;
  cell_type: 'code' | 'markdown' | 'raw';
  metadata: { tags?: string[]; [key: string]: unknown };
  source: string;
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** What names the kernel in every notebook, whoever saved it last. */
const kernelMetadata = {
  kernelspec: { display_name: 'microdesign (TypeScript)', language: 'typescript', name: 'microdesign' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
};

/** Reads an .ipynb file; texts that it keeps as lists of lines become whole. */
export function readNotebook(file: string): Notebook {
  let content: Notebook;
  try {
    content = JSON.parse(readFile(file).toString());
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(file, 'is not a notebook (no JSON)', 'name an .ipynb file');
  }
  if (content.nbformat !== 4) throw new InputError(file, `has notebook format ${content.nbformat}`, 'save it in format 4');
  const cells = content.cells.map((cell, index) => ({
    ...cell,
    id: cell.id ?? `cell-${index + 1}`,
    source: joined(cell.source),
  }));
  for (const cell of cells) {
    for (const output of cell.outputs ?? []) {
      if (output.output_type === 'stream') output.text = joined(output.text);
      if ('data' in output) output.data = mapTexts(output.data, joined);
    }
  }
  return { ...content, cells };
}

/** Writes a notebook as JupyterLab would, but for times: the same cells and outputs give the same bytes. */
export function writeNotebook(file: string, notebook: Notebook): void {
  writeFile(file, formatNotebook(notebook));
}

export function formatNotebook({ cells }: Notebook): string {
  const written = cells.map(({ id, cell_type, metadata: { execution: _times, ...metadata }, source, ...rest }) => {
    const base = { id, cell_type, metadata, source: lines(source) };
    if (cell_type !== 'code') return base;
    return { ...base, execution_count: rest.execution_count ?? null, outputs: (rest.outputs ?? []).map(writtenOutput) };
  });
  const content = { cells: written, metadata: kernelMetadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(content, sortKeys, 1)}\n`;
}

/** What a cell said, in text: printed lines, results, errors; not what it warned of on stderr. */
export function textOutputs(cell: Cell): string[] {
  return (cell.outputs ?? []).flatMap((output): string[] => {
    if (output.output_type === 'stream') return output.name === 'stdout' ? [output.text] : [];
    if (output.output_type === 'error') return [`${output.ename}: ${output.evalue}`];
    return [String(output.data['text/plain'] ?? Object.keys(output.data).sort().join(', '))];
  });
}

function writtenOutput(output: Output): unknown {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text) };
  return 'data' in output ? { ...output, data: mapTexts(output.data, (text) => lines(text as string)) } : output;
}

function mapTexts(data: Bundle, change: (text: unknown) => unknown): Bundle {
  const isText = (type: string) => type.startsWith('text/') || type === 'image/svg+xml';
  return Object.fromEntries(Object.entries(data).map(([type, value]) => [type, isText(type) ? change(value) : value]));
}

function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : String(text);
}

/** A text as .ipynb files keep it: its lines, each but the last with its line feed. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** For JSON.stringify: keys in alphabetical order. */
function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
