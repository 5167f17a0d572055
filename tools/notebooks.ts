/**
 * Runs the notebooks from their first cell to their last, each in a fresh kernel:
 *
 *     npm run notebooks [-- name…]        and keeps the outputs in the files; with --ship, their figures in figures/
 *     npm run notebooks:check [-- name…]  and compares what they say with the files; with --twice every cell is run a second
 *                                         time, the sections from the last to the first, and must say the same again
 *
 * A cell tagged `raises-exception` may fail; what a cell tagged `varies` says (seconds, say) is not compared.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../src/runs/errors';
import { repositoryRoot } from '../src/runs/files';
import { type Bundle, Kernel, KernelFailure } from './jupyter-client';
import { type Cell, type Notebook, readNotebook, textOutputs, writeNotebook } from './notebook-file';

const folder = join(repositoryRoot, 'notebooks');
const kernelCommand = [process.execPath, join(repositoryRoot, 'tools/kernel.cjs'), '{connection_file}'];

/** A cell failed that should not have. */
export class CellFailure extends Error {}

export interface RunOptions {
  /** Seconds that one cell may take. */
  seconds?: number;
  /** Is told each line of progress. */
  report?: (line: string) => void;
  /** How the kernel is started. */
  command?: readonly string[];
  /** Runs every section a second time, the last first; cells must say what they said. */
  twice?: boolean;
}

/** Runs all cells and returns the notebook with their new outputs. */
export async function runNotebook(file: string, options: RunOptions = {}): Promise<Notebook> {
  const { command = kernelCommand } = options;
  const notebook = readNotebook(file);
  const kernel = await Kernel.start(command, repositoryRoot);
  try {
    const runCell = cellRunner(kernel, file, notebook.cells.filter(isRun), options);
    const cells: Cell[] = [];
    for (const cell of notebook.cells) cells.push(await runCell(cell));
    if (options.twice) {
      for (const cell of sectionsOf(cells).reverse().flat()) requireSame(cell, await runCell(cell), file);
    }
    return { ...notebook, cells };
  } finally {
    await kernel.stop();
  }
}

/** Runs one cell after another in a kernel; cells without code stay as they are. */
function cellRunner(kernel: Kernel, file: string, all: readonly Cell[], { seconds = 3600, report }: RunOptions) {
  return async (cell: Cell): Promise<Cell> => {
    if (!isRun(cell)) return cell.cell_type === 'code' ? { ...cell, execution_count: null, outputs: [] } : cell;
    const where = `${basename(file)}, cell ${all.findIndex(({ id }) => id === cell.id) + 1} of ${all.length}`;
    const mayFail = cell.metadata.tags?.includes('raises-exception') ?? false;
    const started = Date.now();
    const result = await kernel.execute(cell.source, { seconds, keepGoing: mayFail }).catch((error: Error) => {
      throw error instanceof KernelFailure ? new CellFailure(`${where}: ${error.message}`) : error;
    });
    report?.(`${where}: ${((Date.now() - started) / 1000).toFixed(1)} s  ${cell.source.split('\n', 1)[0].slice(0, 60)}`);
    if (result.status !== 'ok' && !mayFail)
      throw new CellFailure(`${where} failed\n${failureText(result.outputs as Bundle[], result.status)}`);
    return { ...cell, execution_count: result.count ?? null, outputs: result.outputs };
  };
}

/** The cells of each section, which begins with a heading; what stands before the first (imports, knobs) is in none. */
function sectionsOf(cells: readonly Cell[]): Cell[][] {
  const sections: Cell[][] = [];
  for (const cell of cells) {
    if (cell.cell_type === 'markdown' && /^## /m.test(cell.source)) sections.push([]);
    sections.at(-1)?.push(cell);
  }
  return sections;
}

function requireSame(first: Cell, second: Cell, file: string): void {
  const [before, now] = [first, second].map((cell) => textOutputs(cell).join('\n'));
  if (before === now || first.metadata.tags?.includes('varies')) return;
  throw new CellFailure(`${basename(file)}, ${first.id}: run a second time it says\n${now}\nbut the first time\n${before}`);
}

/** Runs all cells again; returns one line for each cell that does not say what the file says it said. */
export async function checkNotebook(file: string, options: RunOptions = {}): Promise<string[]> {
  const kept = readNotebook(file).cells;
  const { cells } = await runNotebook(file, options);
  return cells.flatMap((cell, i) => {
    if (cell.metadata.tags?.includes('varies')) return [];
    const [before, now] = [textOutputs(kept[i]), textOutputs(cell)].map((texts) => texts.join('\n'));
    return before === now ? [] : [`${basename(file)}, ${cell.id}: says\n${now}\nbut the file has\n${before}`];
  });
}

/**
 * The notebooks that begin with one of the given numbers ("8" and "08" alike) or have one of the given words in their names;
 * all of them where none is given.
 */
export function chooseNotebooks(words: readonly string[], from = folder): string[] {
  const names = readdirSync(from).filter((name) => name.endsWith('.ipynb'));
  for (const word of words) {
    if (names.some((name) => isMeant(name, word))) continue;
    const wrong = isNumber(word) ? 'no notebook has this number' : 'no notebook has it in its name';
    throw new InputError(word, wrong, `there are ${names.join(', ') || 'none'}`);
  }
  return names.filter((name) => words.length === 0 || words.some((word) => isMeant(name, word))).map((name) => join(from, name));
}

const isNumber = (word: string): boolean => /^\d+$/.test(word);

/** A number is that at the start of the name, and no part of another one or of a date. */
function isMeant(name: string, word: string): boolean {
  if (!isNumber(word)) return word !== '' && name.includes(word);
  const [number] = /^\d+/.exec(name) ?? [];
  return number !== undefined && Number(number) === Number(word);
}

function isRun(cell: Cell): boolean {
  return cell.cell_type === 'code' && cell.source.trim() !== '';
}

function failureText(outputs: Bundle[], status: string): string {
  const error = outputs.find((output) => output.output_type === 'error');
  return error
    ? (error.traceback as string[]).join('\n') || String(error.evalue)
    : `without a message; the kernel said '${status}'`;
}

async function main(mode: 'run' | 'check', words: string[], given: RunOptions): Promise<void> {
  let failures = 0;
  for (const file of chooseNotebooks(words)) {
    const options = { ...given, report: (line: string) => console.error(line) };
    try {
      if (mode === 'run') {
        writeNotebook(file, await runNotebook(file, options));
        console.log(`${basename(file)}: run`);
      } else {
        const differences = await checkNotebook(file, options);
        for (const difference of differences) console.error(difference);
        console.log(`${basename(file)}: ${differences.length === 0 ? 'says what its file says' : 'DIFFERS from its file'}`);
        failures += differences.length;
      }
    } catch (error) {
      if (!(error instanceof CellFailure || error instanceof KernelFailure)) throw error;
      console.error(error.message);
      failures++;
    }
  }
  process.exitCode = failures > 0 ? 1 : 0;
}

if (require.main === module) {
  const program = new Command('notebooks').description('runs the notebooks, or checks that they still say the same');
  for (const mode of ['run', 'check'] as const) {
    program
      .command(mode)
      .argument('[names...]', 'numbers of the notebooks (08), or words in their names; all by default')
      .option('--seconds <number>', 'how long one cell may take', '3600')
      .option('--twice', 'run every cell a second time, the sections from the last to the first')
      .option('--ship', 'save the figures among those that are shipped, not in figures/mine')
      .action((words: string[], { seconds, ship, twice }: { seconds: string; ship?: boolean; twice?: boolean }) => {
        // the kernel's notebooks read it
        if (ship) process.env.MICRODESIGN_FIGURES = join(repositoryRoot, 'figures');
        return main(mode, words, { seconds: Number(seconds), twice });
      });
  }
  program.parseAsync().catch((error: Error) => {
    console.error(error instanceof InputError ? error.message : error);
    process.exitCode = error instanceof InputError ? 2 : 1;
  });
}
