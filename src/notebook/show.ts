import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PNG } from 'pngjs';
import { figuresFolder, savedScale, saveFigure } from '../figures/render';
import { readFile } from '../runs/files';
import { display } from './display';
import { type Drawable, toFigure } from './drawable';
import { drawableRepresentations } from './representations';

/**
 * Where notebooks save figures: figures/mine, which git ignores, so that an exercise changes nothing that is shipped. What is
 * shipped is saved by `npm run notebooks -- --ship`, which names another folder.
 */
const ownFolder = resolve(process.env.MICRODESIGN_FIGURES ?? join(figuresFolder, 'mine'));

/**
 * Shows a figure in the running cell (one that can be zoomed where the front end knows plotly, else a PNG picture), a design,
 * a microstructure, or several. With a name it is saved in figures/mine as name.png and .svg too; a name alone shows what was
 * saved under it there, or else what is shipped.
 */
export async function show(what: Drawable | string, name?: string): Promise<void> {
  if (typeof what === 'string') return showSaved(what);
  if (name) await saveFigure(ownFolder, name, toFigure(what));
  const { data, metadata } = await drawableRepresentations(what, name);
  display(data, { metadata });
}

function showSaved(name: string): void {
  const own = join(ownFolder, `${name}.png`);
  const png = readFile(existsSync(own) ? own : join(figuresFolder, `${name}.png`), name);
  const { width, height } = PNG.sync.read(png);
  const size = { width: Math.round(width / savedScale), height: Math.round(height / savedScale) };
  const data = { 'image/png': png.toString('base64'), 'text/plain': `figure ${name}` };
  display(data, { metadata: { 'image/png': size } });
}
