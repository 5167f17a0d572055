import { posix } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Bundle, Output } from '../jupyter-client';
import { escapeHtml, renderMarkdown } from './markdown';

/** A file that a page needs beside it: address in the site, content. */
export interface SiteFile {
  address: string;
  content: string | Uint8Array;
}

/** Turns the outputs of a page's cells into HTML, and keeps their figures as files of the page. */
export class OutputWriter {
  readonly files: SiteFile[] = [];
  private figures = 0;

  /** The folder of the page's own files, as the page names it. */
  private readonly folder: string;

  /** @param address the page's */
  constructor(private readonly address: string) {
    this.folder = `${posix.basename(address, '.html')}_files`;
  }

  write(output: Output): string {
    if (output.output_type === 'stream') return textHtml(output.text, output.name === 'stderr' ? 'warning' : '');
    if (output.output_type === 'error') {
      return textHtml(output.traceback.join('\n') || `${output.ename}: ${output.evalue}`, 'failure');
    }
    return this.writeRichest(output.data, output.metadata);
  }

  private writeRichest(data: Bundle, metadata: Bundle): string {
    const text = String(data['text/plain'] ?? '');
    const figure = data['application/vnd.plotly.v1+json'] as PlotlyFigure | undefined;
    const png = data['image/png'] as string | undefined;
    if (figure) return this.writeFigure(figure, png, text);
    if ('text/html' in data) return `<div class="output">${data['text/html']}</div>`;
    if ('text/markdown' in data) return `<div class="output">${renderMarkdown(String(data['text/markdown']))}</div>`;
    if (png) return this.writePicture(png, text, metadata['image/png'] as Size | undefined);
    return textHtml(text);
  }

  /** The picture is seen until the page's script puts the figure in its place. */
  private writeFigure(figure: PlotlyFigure, png: string | undefined, text: string): string {
    const { width = 640, height = 400 } = figure.layout;
    const name = `figure-${++this.figures}`;
    this.keep(`${name}.js`, `(window.siteFigures ??= {})["${name}"] = ${JSON.stringify(figure)};\n`);
    const picture = png ? this.pictureHtml(`${name}.png`, png, text, { width, height }) : '';
    return `<figure class="plot" data-figure="${this.folder}/${name}" style="max-width:${width}px">${picture}</figure>`;
  }

  private writePicture(png: string, text: string, size?: Size): string {
    return `<div class="output">${this.pictureHtml(`picture-${++this.figures}.png`, png, text, size)}</div>`;
  }

  private pictureHtml(file: string, png: string, text: string, size?: Size): string {
    this.keep(file, Buffer.from(png, 'base64'));
    const sizes = size ? ` width="${size.width}" height="${size.height}"` : '';
    return `<img src="${this.folder}/${file}" alt="${escapeHtml(text)}"${sizes} loading="lazy">`;
  }

  private keep(file: string, content: string | Uint8Array): void {
    this.files.push({ address: posix.join(posix.dirname(this.address), this.folder, file), content });
  }
}

interface Size {
  width: number;
  height: number;
}

interface PlotlyFigure {
  data: unknown[];
  layout: Partial<Size>;
}

function textHtml(text: string, kind = ''): string {
  return `<pre class="output ${kind}">${escapeHtml(stripVTControlCharacters(text))}</pre>`;
}
