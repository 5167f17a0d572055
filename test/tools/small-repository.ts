import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { writeFile } from '../../src/runs/files';
import type { Output } from '../../tools/jupyter-client';
import { type Cell, writeNotebook } from '../../tools/notebook-file';

const figure = { data: [{ type: 'scatter', x: [1, 2], y: [3, 4] }], layout: { width: 640, height: 400 } };
const png = PNG.sync.write(new PNG({ width: 2, height: 2 }));

/** A folder with two notebooks and what they link to. */
export class SmallRepository {
  readonly root = mkdtempSync(join(tmpdir(), 'site-'));
  readonly out = join(this.root, 'site');

  constructor() {
    this.writeFirst('[next](01-second.ipynb#what-follows), [page](../docs/page.md), [code](../src/code.ts)');
    this.notebook('01-second', [
      markdown('# 1 · Second\n\nBack to [the first](00-first.ipynb).\n\n## What follows?\n\nUnmistakable.'),
    ]);
    this.write('README.md', '# Small\n\n![picture](figures/dots.png) and [a section](docs/page.md#section)\n');
    this.write('docs/page.md', '# Page\n\n## Section\n\nWords.\n');
    this.write('src/code.ts', 'export const less = 1 < 2;\n');
    this.write('figures/dots.png', png);
  }

  /** The first notebook, with these words in it. */
  writeFirst(words: string): void {
    const outputs: Output[] = [
      { output_type: 'stream', name: 'stdout', text: '<b>not bold</b> & so on' },
      display({ 'application/vnd.plotly.v1+json': figure, 'image/png': png.toString('base64'), 'text/plain': 'figure <dots>' }),
      display({ 'text/html': '<table onclick="bad()"><tr><td>cell</td></tr></table><script>bad()</script>' }),
      display({ 'text/markdown': '**→** It holds $x^2$.' }),
      { output_type: 'error', ename: 'Error', evalue: 'no', traceback: ['\u001b[31mError\u001b[0m: <no>'] },
    ];
    const code: Cell = { id: 'code', cell_type: 'code', metadata: {}, source: 'const a = 1 < 2;', outputs };
    this.notebook('00-first', [markdown(`# 0 · First\n\nWhat it is about: ${words}.\n\n$$E = mc^2 \\tag{1}$$`), code]);
  }

  write(path: string, content: string | Uint8Array): void {
    writeFile(join(this.root, path), content);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private notebook(name: string, cells: Cell[]): void {
    writeNotebook(join(this.root, `notebooks/${name}.ipynb`), { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
  }
}

function markdown(source: string): Cell {
  return { id: 'words', cell_type: 'markdown', metadata: {}, source };
}

function display(data: Record<string, unknown>): Output {
  return { output_type: 'display_data', data, metadata: {} };
}
