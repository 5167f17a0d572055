import { InputError } from '../runs/errors';
import { type GdsiiRecord, readName, readPairs, readReal8, readRecords, records } from './gdsii-records';

export type Point = readonly [x: number, y: number];
/** Corners of a polygon, nm. */
export type Polygon = readonly Point[];

/** Another structure, put at each of the offsets (nm): first reflected at the x axis, then turned (radians) and magnified. */
export interface Placement {
  readonly name: string;
  readonly reflected: boolean;
  readonly angle: number;
  readonly magnification: number;
  readonly offsets: readonly Point[];
}

export interface Structure {
  readonly polygons: Polygon[];
  readonly placements: Placement[];
}

/**
 * The structures of a GDSII file by name, with the polygons of one layer: boundaries and boxes. Texts and nodes are left out.
 *
 * @param argument names the file in errors
 * @throws InputError where it is no GDSII file, or has paths in the layer
 */
export function readStructures(bytes: Buffer, layer: number, argument: string): Map<string, Structure> {
  const structures = new Map<string, Structure>();
  let unit = 1;
  let current: Structure = { polygons: [], placements: [] };
  let element: GdsiiRecord[] = [];
  try {
    for (const record of readRecords(bytes, argument)) {
      if (record.kind === records.units && record.data.length >= 16) unit = readReal8(record.data, 8) / 1e-9;
      if (record.kind === records.structureName) {
        current = { polygons: [], placements: [] };
        structures.set(readName(record.data), current);
      }
      element = elements.includes(record.kind) ? [record] : [...element.slice(0, mostRecords), record];
      if (record.kind === records.endElement) addElement(current, element, { layer, unit, argument });
    }
  } catch (error) {
    // a record is shorter than what it should hold
    if (error instanceof RangeError) throw new InputError(argument, 'a record of it is damaged', 'export the layout again');
    throw error;
  }
  return structures;
}

const elements: readonly number[] = [
  records.boundary,
  records.path,
  records.structureReference,
  records.arrayReference,
  records.text,
  records.node,
  records.box,
];

/** Records of an element that matter come first; properties after them have no end. */
const mostRecords = 20;

/** Places of one array, at most. */
const mostPlaces = 100_000;

interface Reading {
  readonly layer: number;
  /** nm in a unit of the file. */
  readonly unit: number;
  readonly argument: string;
}

function addElement(structure: Structure, element: readonly GdsiiRecord[], { layer, unit, argument }: Reading): void {
  const dataOf = (kind: number): Buffer | undefined => element.find((record) => record.kind === kind)?.data;
  const points = readPairs(dataOf(records.coordinates) ?? Buffer.alloc(0)).map(([x, y]): Point => [unit * x, unit * y]);
  const [{ kind }] = element;
  const name = dataOf(records.referredName);
  if (name && points.length > 0) {
    const counts = kind === records.arrayReference ? dataOf(records.columnsAndRows) : undefined;
    const [columns, rows] = [0, 2].map((at) => counts?.readInt16BE(at) ?? 1);
    if (columns < 1 || rows < 1 || columns * rows > mostPlaces) {
      throw new InputError(argument, `an array has ${columns} × ${rows} places`, `repeat at most ${mostPlaces} times`);
    }
    const magnification = dataOf(records.magnification);
    const angle = dataOf(records.angle);
    structure.placements.push({
      name: readName(name),
      reflected: ((dataOf(records.transformation)?.[0] ?? 0) & 128) !== 0,
      magnification: magnification ? readReal8(magnification) : 1,
      angle: angle ? (readReal8(angle) * Math.PI) / 180 : 0,
      offsets: gridOf(points, columns, rows),
    });
    return;
  }
  if (dataOf(records.layer)?.readInt16BE() !== layer) return;
  if (kind === records.path) throw new InputError(argument, `it has a path in layer ${layer}`, 'turn paths into polygons first');
  if (kind === records.boundary || kind === records.box) structure.polygons.push(points);
}

/** The places of an array: its first corner, the one after all columns, the one after all rows. */
function gridOf([origin, afterColumns = origin, afterRows = origin]: readonly Point[], columns: number, rows: number): Point[] {
  const at = (column: number, row: number, axis: 0 | 1): number =>
    origin[axis] + ((afterColumns[axis] - origin[axis]) * column) / columns + ((afterRows[axis] - origin[axis]) * row) / rows;
  return Array.from({ length: columns * rows }, (_, i): Point => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return [at(column, row, 0), at(column, row, 1)];
  });
}
