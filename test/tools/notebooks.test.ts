import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { type Cell, formatNotebook, type Notebook, readNotebook, textOutputs, writeNotebook } from '../../tools/notebook-file';
import { CellFailure, checkNotebook, chooseNotebooks, runNotebook } from '../../tools/notebooks';

const fixture = join(repositoryRoot, 'test/lab/fixture.ipynb');

function notebookOf(...sources: string[]): Notebook {
  const cells = sources.map((source, i): Cell => ({ id: `c${i}`, cell_type: 'code', metadata: {}, source, outputs: [] }));
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

describe('the notebook runner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notebooks-'));
  const file = join(folder, 'tiny.ipynb');
  after(() => rmSync(folder, { recursive: true }));

  it('runs a notebook, and finds that it says what its file says', async () => {
    assert.deepEqual(await checkNotebook(fixture), []);
    const { cells } = readNotebook(fixture);
    const said = (id: string) => textOutputs(cells.find((cell) => cell.id === id)!);
    assert.deepEqual(said('cell-5'), ['counting: 20 of 20']);
    assert.match(said('cell-7')[0], /^InputError: items: there is no microstructure/);
    assert.deepEqual(said('cell-8'), ['3\n', '3']);
  });

  it('writes the same bytes for the same notebook', () => {
    assert.equal(formatNotebook(readNotebook(fixture)), readFileSync(fixture, 'utf8'));
  });

  it('notices an output that has changed', async () => {
    const notebook = notebookOf('1 + 1', '2 + 2');
    notebook.cells[0].outputs = [{ output_type: 'stream', name: 'stdout', text: '5' }];
    notebook.cells[0].metadata.tags = ['varies'];
    notebook.cells[1].outputs = [{ output_type: 'stream', name: 'stdout', text: '5' }];
    writeNotebook(file, notebook);
    const differences = await checkNotebook(file);
    assert.equal(differences.length, 1);
    assert.match(differences[0], /tiny\.ipynb, c1: says\n4\nbut the file has\n5/);
  });

  it('stops at a cell that fails, with its traceback', async () => {
    writeNotebook(file, notebookOf('function f(): never { throw new RangeError("too far"); }', 'f();', 'console.log(1)'));
    await assert.rejects(runNotebook(file), (error) => {
      assert.ok(error instanceof CellFailure);
      const places = 'at f, cell 1, line 1:  .*\\n +at cell 2, line 1:  f\\(\\);';
      return new RegExp(`tiny\\.ipynb, cell 2 of 3 failed[\\s\\S]*RangeError: too far\\n +${places}`).test(error.message);
    });
  });

  it('runs the sections again from the last to the first, and notices what then says something else', async () => {
    const heading = { cell_type: 'markdown' as const, source: '## Section', metadata: {} };
    const tiny = notebookOf('let count = 0;', 'const two = 2;\ntwo', 'count + two');
    const [knobs, first, second] = tiny.cells;
    const cells = (last: Cell): Cell[] => [knobs, { id: 'h1', ...heading }, first, { id: 'h2', ...heading }, last];
    writeNotebook(file, { ...tiny, cells: cells(second) });
    const said: string[] = [];
    await runNotebook(file, { twice: true, report: (line) => said.push(line.replace(/.*cell (\d).*/, '$1')) });
    assert.equal(said.join(''), '12332');
    writeNotebook(file, { ...tiny, cells: cells({ ...second, source: 'count += 1;\ncount' }) });
    await assert.rejects(runNotebook(file, { twice: true }), /c2: run a second time it says\n2\nbut the first time\n1/);
  });

  it('reports mistakes of types, a kernel that ends and a cell that takes too long', async () => {
    writeNotebook(file, notebookOf('const n: number = "one";'));
    await assert.rejects(runNotebook(file), /1:7 - Type 'string' is not assignable to type 'number'/);
    writeNotebook(file, notebookOf('process.exit(3)'));
    await assert.rejects(runNotebook(file), /cell 1 of 1: the kernel ended \(exit code 3\)/);
    writeNotebook(file, notebookOf('await new Promise(() => setInterval(() => undefined, 1000))'));
    await assert.rejects(runNotebook(file, { seconds: 0.5 }), /cell 1 of 1: the cell took more than 0.5 s/);
  });

  it('names the notebooks there are when a word fits none', () => {
    assert.deepEqual(chooseNotebooks(['tiny'], folder), [file]);
    assert.throws(() => chooseNotebooks(['huge'], folder), /huge: no notebook has it in its name; there are tiny\.ipynb/);
  });

  it('takes a number for the one at the start of a name', () => {
    const names = ['08-far.ipynb', '18-near.ipynb', 'notes-of-08.ipynb', '2008-08-08.ipynb'];
    for (const name of names) writeNotebook(join(folder, name), notebookOf('1'));
    const chosen = (...words: string[]) => chooseNotebooks(words, folder).map((path) => basename(path));
    assert.deepEqual(chosen('08'), ['08-far.ipynb']);
    assert.deepEqual(chosen('8'), ['08-far.ipynb']);
    assert.deepEqual(chosen('08-far.ipynb', '18'), ['08-far.ipynb', '18-near.ipynb']);
    assert.throws(() => chosen('08', '28'), /28: no notebook has this number; there are 08-far\.ipynb, 18-near\.ipynb/);
    for (const name of names) rmSync(join(folder, name));
  });
});
