import { PNG } from 'pngjs';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { type Figure, ink } from './style';

export interface ContactSheetItem {
  microstructure: Microstructure;
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

/** As in the PNG files of microstructures: phase 0 dark, phase 1 light. */
const phaseGrey = [0x2b, 0xf4];
const frameGrey = 0x80;
const paperGrey = 0xff;
/** CSS pixels that the side of an image is near; a pixel of the image is a whole number of them, so that it is crisp. */
const nearSide = 112;
/** Pixels of the embedded picture to one CSS pixel, as fine screens have. */
const density = 2;
/** Width of the line around each image, in pixels of the embedded picture: one CSS pixel. */
const frame = density;
const gap = 12;
const captionHeight = 20;

/**
 * Rows of microstructures, phase 0 dark and phase 1 light, every pixel crisp. The images are one picture of the layout,
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
      xaxis: { visible: false, range: [0, 1], fixedrange: true },
      yaxis: { visible: false, range: [0, 1], fixedrange: true },
      images: [
        {
          source: sheetPicture(items, columns, magnification * density, pitch, sheet),
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

/** All images, magnified and framed, on one white sheet: a PNG as a data address. */
function sheetPicture(
  items: readonly ContactSheetItem[],
  columns: number,
  magnification: number,
  pitch: { x: number; y: number },
  sheet: { width: number; height: number },
): string {
  const width = sheet.width * density;
  const height = sheet.height * density;
  const grey = Buffer.alloc(width * height, paperGrey);
  items.forEach(({ microstructure: image }, index) => {
    const left = (index % columns) * pitch.x * density;
    const top = Math.floor(index / columns) * pitch.y * density;
    const inner = { width: image.width * magnification, height: image.height * magnification };
    for (let y = 0; y < inner.height + 2 * frame; y++) {
      const start = (top + y) * width + left;
      grey.fill(frameGrey, start, start + inner.width + 2 * frame);
    }
    for (let y = 0; y < inner.height; y++) {
      const row = Math.floor(y / magnification) * image.width;
      const start = (top + frame + y) * width + left + frame;
      for (let x = 0; x < inner.width; x++) {
        grey[start + x] = phaseGrey[image.pixels[row + Math.floor(x / magnification)] ? 1 : 0];
      }
    }
  });
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0, inputHasAlpha: false, deflateLevel: 9 });
  png.data = grey;
  return `data:image/png;base64,${PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false }).toString('base64')}`;
}
