import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { drawSheet, type GreyImage } from './sheet-picture';
import { type Figure, ink } from './style';

export interface ContactSheetItem {
  /** Or the grey image that it is before it is cut. */
  microstructure: Microstructure | GreyImage;
  /** A few words under the image: "A = 0.652". */
  title?: string;
}

export interface ContactSheetOptions {
  title?: string;
  /** Images side by side; by default as many as make a sheet a little wider than high. */
  columns?: number;
  /** A label left of each row. */
  rowTitles?: readonly string[];
  /** A label above each column. */
  columnTitles?: readonly string[];
}

/** CSS pixels that the side of an image is near; a pixel of the image is a whole number of them, so that it is crisp. */
const nearSide = 112;
const gap = 12;
const captionHeight = 20;

/**
 * Rows of microstructures, phase 0 dark and phase 1 light, or of grey images, every pixel crisp. The images are one picture of the layout,
 * so a sheet of thirty is a small file.
 *
 * @throws InputError when there is no image, or the images differ in size
 */
export function contactSheet(items: readonly ContactSheetItem[], options: ContactSheetOptions = {}): Figure {
  if (items.length === 0) throw new InputError('items', 'there is no microstructure to show', 'give at least one');
  const { width, height } = items[0].microstructure;
  const odd = items.find(({ microstructure: m }) => m.width !== width || m.height !== height)?.microstructure;
  if (odd) {
    const sizes = `${width} × ${height} and ${odd.width} × ${odd.height} pixels`;
    throw new InputError('items', `the microstructures differ in size (${sizes})`, 'make one sheet for each size');
  }
  const images = items.map(({ microstructure }) => microstructure);
  const columns = Math.min(items.length, options.columns ?? defaultColumns(items.length));
  const rows = Math.ceil(items.length / columns);
  const magnification = Math.max(1, Math.round(nearSide / width));
  const tile = { width: width * magnification, height: height * magnification };
  const captions = items.some((item) => item.title) ? captionHeight : 0;
  const pitch = { x: tile.width + gap, y: tile.height + gap + captions };
  const sheet = { width: columns * pitch.x - gap + 2, height: rows * pitch.y - gap - captions + 2 };
  const left = options.rowTitles ? 20 + 7 * Math.max(...options.rowTitles.map((title) => title.length)) : 16;
  const top = (options.title ? 48 : 16) + (options.columnTitles ? captionHeight : 0);
  const margin = { l: left, r: 16, t: top, b: 14 + captions };
  const annotations = items.map((item, i) => ({
    ...place((i % columns) * pitch.x + tile.width / 2, Math.floor(i / columns) * pitch.y + tile.height + 3, sheet),
    text: item.title ?? '',
    xanchor: 'center',
    yanchor: 'top',
    font: { size: 11 },
  }));
  const rowLabels = (options.rowTitles ?? []).slice(0, rows).map((text, row) => ({
    ...place(-10, row * pitch.y + tile.height / 2, sheet),
    text,
    xanchor: 'right',
    yanchor: 'middle',
    font: { size: 12 },
  }));
  const columnLabels = (options.columnTitles ?? []).slice(0, columns).map((text, column) => ({
    ...place(column * pitch.x + tile.width / 2, -3, sheet),
    text,
    xanchor: 'center',
    yanchor: 'bottom',
    font: { size: 12 },
  }));
  return {
    data: [],
    layout: {
      ...(options.title && { title: { text: options.title } }),
      width: sheet.width + margin.l + margin.r,
      height: sheet.height + margin.t + margin.b,
      margin,
      plot_bgcolor: 'rgba(0,0,0,0)',
      xaxis: { visible: false, range: [0, 1], fixedrange: true },
      yaxis: { visible: false, range: [0, 1], fixedrange: true },
      images: [
        {
          source: `data:image/png;base64,${drawSheet(images, columns, magnification, pitch, sheet).toString('base64')}`,
          ...{ xref: 'paper', yref: 'paper', x: 0, y: 1, sizex: 1, sizey: 1, sizing: 'stretch', layer: 'above' },
        },
      ],
      annotations: [...annotations.filter(({ text }) => text), ...rowLabels, ...columnLabels],
    },
  };
}

function defaultColumns(count: number): number {
  return count <= 6 ? count : Math.ceil(Math.sqrt(count * 1.2));
}

/** An annotation's place, from CSS pixels right and down of the sheet's corner. */
function place(x: number, y: number, sheet: { width: number; height: number }) {
  return { xref: 'paper', yref: 'paper', x: x / sheet.width, y: 1 - y / sheet.height, showarrow: false, font: { color: ink } };
}
