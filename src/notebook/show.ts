import { join } from 'node:path';
import { PNG } from 'pngjs';
import { figuresFolder, renderFigure, writeFigure } from '../figures/render';
import type { Figure } from '../figures/style';
import { readFile } from '../runs/files';
import { display } from './display';

/** Pixels of a picture to one of the page, so that it is sharp on fine screens. */
const scale = 2;

/**
 * Shows a figure in the running cell: as a plotly figure that can be zoomed where the front end knows plotly, else as a
 * PNG picture. With a name it is saved as figures/name.png and .svg too; a name alone shows what was saved under it.
 */
export async function show(what: Figure | string, name?: string): Promise<void> {
  if (typeof what === 'string') {
    const path = join(figuresFolder, `${what}.png`);
    return displayPicture(readFile(path, what), `figures/${what}.png`);
  }
  const drawn = await renderFigure(what, scale);
  if (name) writeFigure(figuresFolder, name, drawn);
  const page = { ...drawn.figure, config: { displaylogo: false, responsive: false } };
  displayPicture(drawn.png, name ? `figures/${name}.png` : 'figure', { 'application/vnd.plotly.v1+json': page });
}

function displayPicture(png: Buffer, text: string, others: Record<string, unknown> = {}): void {
  const { width, height } = PNG.sync.read(png);
  const size = { width: Math.round(width / scale), height: Math.round(height / scale) };
  const data = { ...others, 'image/png': png.toString('base64'), 'text/plain': text };
  display(data, { metadata: { 'image/png': size } });
}
