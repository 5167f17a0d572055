import { posix } from 'node:path';
import { readFile } from '../../src/runs/files';
import { type Cell, readNotebook } from '../notebook-file';
import { escapeHtml, highlightCode, renderMarkdown } from './markdown';
import { OutputWriter, type SiteFile } from './outputs';

/** What a file of the repository becomes; a file of bytes is copied as it is. */
export type Kind = 'notebook' | 'document' | 'text' | 'bytes';

/** A file of the repository as HTML, before its links are followed. */
export interface Source {
  html: string;
  /** Pictures and figures of the page, by their addresses in the site. */
  files: SiteFile[];
}

const pictures = ['.png', '.svg', '.jpg', '.jpeg', '.gif', '.webp'];

export function kindOf(path: string, file: string): Kind {
  const extension = posix.extname(path).toLowerCase();
  if (extension === '.ipynb') return 'notebook';
  if (extension === '.md') return 'document';
  const isBytes = pictures.includes(extension) || readFile(file).subarray(0, 8192).includes(0);
  return isBytes ? 'bytes' : 'text';
}

/** Where a file of the repository stands in the site: the folders are the same. */
export function addressOf(path: string, kind: Kind): string {
  if (kind === 'bytes') return path;
  return kind === 'text' ? `${path}.html` : path.replace(/\.\w+$/, '.html');
}

/** Reads a file of the repository as the body of a page. */
export function readSource(path: string, file: string, kind: Kind): Source {
  if (kind === 'notebook') return notebookSource(file, addressOf(path, kind));
  const text = readFile(file).toString();
  return { html: kind === 'document' ? renderMarkdown(text) : textPage(path, text), files: [] };
}

function notebookSource(file: string, address: string): Source {
  const outputs = new OutputWriter(address);
  const html = readNotebook(file).cells.map((cell) => cellHtml(cell, outputs));
  return { html: html.join('\n'), files: outputs.files };
}

function cellHtml(cell: Cell, writer: OutputWriter): string {
  if (cell.cell_type === 'markdown') return renderMarkdown(cell.source);
  if (cell.source.trim() === '') return '';
  if (cell.cell_type === 'raw') return `<pre>${escapeHtml(cell.source)}</pre>`;
  const outputs = (cell.outputs ?? []).map((output) => writer.write(output));
  return `<div class="cell"><pre class="source"><code>${highlightCode(cell.source, 'typescript')}</code></pre>
${outputs.join('\n')}</div>`;
}

const languages: Record<string, string> = { mjs: 'javascript', cjs: 'javascript', cff: 'yaml' };

function textPage(path: string, text: string): string {
  const extension = posix.extname(path).slice(1);
  const code = highlightCode(text, languages[extension] ?? extension);
  return `<h1>${escapeHtml(path)}</h1>\n<pre class="source"><code>${code}</code></pre>`;
}
