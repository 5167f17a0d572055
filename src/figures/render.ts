import { join } from 'node:path';
import { InputError } from '../runs/errors';
import { repositoryRoot, writeFile } from '../runs/files';
import { fontFiles, loadPlotly } from './plotly';
import { type Figure, fontFamily, inHouseStyle } from './style';

/** A figure as it is drawn: both pictures, and the description that a plotly page draws the same from. */
export interface RenderedFigure {
  svg: string;
  png: Buffer;
  /** The figure as drawn, in the house style. */
  figure: Figure;
}

/** Where figures are saved unless a folder is named. */
export const figuresFolder = join(repositoryRoot, 'figures');

/** Pixels of a saved PNG to one CSS pixel of the figure, so that it is sharp on fine screens and in print. */
export const savedScale = 2;

const webgl = /gl$|3d$|^(surface|cone|streamtube|volume|isosurface|parcoords|splom)$|map(box)?$/;

/**
 * Draws a figure with no browser: plotly in a page of jsdom gives the SVG, resvg the PNG of it.
 * The same figure gives the same bytes.
 *
 * @param scale pixels of the PNG to one CSS pixel of the layout
 * @throws InputError for traces that need WebGL, which would wait for ever
 */
export async function renderFigure(figure: Figure, scale = savedScale): Promise<RenderedFigure> {
  for (const { type = 'scatter' } of figure.data) {
    if (type !== 'heatmap' && webgl.test(type)) {
      throw new InputError('figure', `a '${type}' trace needs WebGL, which only a browser has`, 'use a two-dimensional trace');
    }
  }
  // plotly reads and writes what it is given; its page gets plain copies of its own
  const styled: Figure = plainCopy(inHouseStyle(figure));
  const plotly = await loadPlotly();
  const drawn = await plotly.drawSvg(plainCopy(styled));
  const svg = keepPixelsCrisp(drawn);
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: fontFamily };
  const png = new Resvg(svg, { background: 'white', fitTo: { mode: 'zoom', value: scale }, font }).render().asPng();
  return { svg, png, figure: styled };
}

/** Draws a figure and saves it as `name`.png and `name`.svg in a folder; returns the paths of the two files. */
export async function saveFigure(folder: string, name: string, figure: Figure): Promise<string[]> {
  const { svg, png } = await renderFigure(figure);
  const paths = [join(folder, `${name}.png`), join(folder, `${name}.svg`)];
  writeFile(paths[0], png);
  writeFile(paths[1], svg);
  return paths;
}

/** JSON of its own for plotly: typed arrays become arrays, functions and undefined attributes go. */
function plainCopy(figure: Figure): Figure {
  return JSON.parse(
    JSON.stringify(figure, (_key, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value)),
  );
}

/** Asks for nearest-neighbour scaling of pictures in the attribute that both browsers and resvg understand. */
function keepPixelsCrisp(svg: string): string {
  return svg.replace(/image-rendering: pixelated;/g, '').replace(/<image /g, '<image image-rendering="optimizeSpeed" ');
}
