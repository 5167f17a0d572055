import { dirname, resolve } from 'node:path';
import { rasterise } from '../layout/rasterise';
import { readGdsii } from '../layout/read-gdsii';
import { readPng } from '../microstructure/image';
import { toRows } from '../microstructure/microstructure';
import { checkSize } from '../optics/problem/check';
import { isRecord } from '../optics/problem/parse-problem';
import { quoted } from '../optics/problem/quoted';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';

/** The longest side of a polygon, in periods: what is longer is no pattern of this cell. */
const longest = 100;

/**
 * Where the name of a PNG beside the problem, or a layer of a GDSII file, stands for the image of a layer, its rows take its place.
 *
 * @param layer of the problem's JSON: a problem of one layer, or a layer of a stack
 * @param period of the problem, which a layout is cut into
 */
export function withImageRows(layer: unknown, path: string, period: unknown): unknown {
  if (!isRecord(layer)) return layer;
  const { image } = layer;
  if (isRecord(image)) return { ...layer, image: rowsOfLayout(image, path, period) };
  if (typeof image !== 'string') return layer;
  if (!/\.png$/i.test(image)) {
    const remedy = 'give rows of digits, "NAME.png" or { "gds": "NAME.gds", "layer": 1, "pixels": [64, 64] }';
    throw new InputError('image', `${quoted(image)} names no PNG`, remedy);
  }
  const file = resolve(dirname(path), image);
  const bytes = readFile(file, 'image');
  // Width and height stand at the start of a PNG: one that is too large is not unpacked.
  if (bytes.length >= 24) checkSize(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
  return { ...layer, image: toRows(readPng(file, 'image')) };
}

/** Keys of an image that comes from a layout. */
const keys = ['gds', 'layer', 'pixels', 'structure', 'unit'];

function rowsOfLayout(image: Record<string, unknown>, path: string, period: unknown): string[] {
  const unknown = Object.keys(image).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new InputError('image', `it has no key ${quoted(unknown)}`, `the keys are ${keys.join(', ')}`);
  const { gds, layer = 1, pixels, structure, unit = 1 } = image;
  if (typeof gds !== 'string') throw new InputError('image.gds', `${quoted(gds)} names no file`, 'give "NAME.gds"');
  if (!(Number.isInteger(layer) && (layer as number) >= 0)) {
    throw new InputError('image.layer', `${quoted(layer)} is no number of a layer`, 'give a whole number from 0 on');
  }
  if (structure !== undefined && typeof structure !== 'string') {
    throw new InputError('image.structure', `${quoted(structure)} is no name`, 'give the name of a structure of the file');
  }
  if (!(typeof unit === 'number' && unit > 0)) {
    throw new InputError('image.unit', `${quoted(unit)} is no length`, 'give the nm in one unit of length of the problem');
  }
  const size = pairOf('image.pixels', pixels, 'give the pixels of one period along x and y, such as [64, 64]');
  if (!size.every((side) => Number.isInteger(side) && side >= 1)) {
    throw new InputError(
      'image.pixels',
      `${quoted(pixels)} are no numbers of pixels`,
      'give two whole numbers, such as [64, 64]',
    );
  }
  checkSize(...size);
  const cell = pairOf('period', period, 'give both sides of the cell as [x, y]').map((side) => side * unit) as [number, number];
  const polygons = readGdsii(
    readFile(resolve(dirname(path), gds), 'image.gds'),
    { layer: layer as number, structure },
    'image.gds',
  );
  if (polygons.length === 0)
    throw new InputError('image.layer', `there is nothing in layer ${layer} of the layout`, 'name another');
  for (const polygon of polygons) {
    for (const axis of [0, 1] as const) {
      const places = polygon.map((point) => point[axis]);
      if (Math.max(...places) - Math.min(...places) <= longest * cell[axis]) continue;
      const problem = `a polygon is longer than ${longest} periods`;
      throw new InputError('image.unit', problem, 'give the nm in one unit of length of the problem, 1000 where that is µm');
    }
  }
  return toRows(rasterise(polygons, cell, size));
}

function pairOf(argument: string, value: unknown, remedy: string): [number, number] {
  if (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number' && part > 0)) {
    return [value[0], value[1]];
  }
  throw new InputError(argument, `${quoted(value)} is no pair of numbers above 0`, remedy);
}
