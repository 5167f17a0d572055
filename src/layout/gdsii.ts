import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { records } from './gdsii-records';
import { type Rectangle, rectanglesOf } from './rectangles';

/** How a microstructure lies in a layout file. */
export interface LayoutSettings {
  /** Side of a pixel, nm. */
  readonly pixel: number;
  /** Number of the layer that phase 1 is drawn in, 0 … 255, and of the data type. */
  readonly layer?: number;
  readonly datatype?: number;
  /** Periods side by side: [columns, rows]. */
  readonly repeat?: readonly [columns: number, rows: number];
}

/** Files are the same whenever they are written: the format's dates of change and access are the first of 1970. */
const dates = words([1970, 1, 1, 0, 0, 0, 1970, 1, 1, 0, 0, 0]);

/** Nanometres in a metre. */
const nanometre = 1e-9;

/**
 * A GDSII file: the structure MICROSTRUCTURE has phase 1 of one period as rectangles; the structure TOP repeats it, one period
 * apart. User units are micrometres; database units are nanometres where a pixel is a whole number of those, else picometres.
 */
export function encodeGdsii(microstructure: Microstructure, settings: LayoutSettings): Buffer {
  const { pixel, layer = 1, datatype = 0, repeat = [1, 1] } = settings;
  check(settings);
  const unit = Number.isInteger(pixel) ? nanometre : nanometre / 1000;
  const side = Math.round((pixel * nanometre) / unit);
  const [width, height] = [microstructure.width * side, microstructure.height * side];
  const [columns, rows] = repeat;
  if (Math.max(columns * width, rows * height) >= 2 ** 31) {
    throw new InputError('repeat', `${columns} × ${rows} periods are wider than a layout file can say`, 'give fewer periods');
  }
  return Buffer.concat([
    record(records.header, words([600])),
    record(records.beginLibrary, dates),
    record(records.libraryName, text('MICRODESIGN')),
    record(records.units, Buffer.concat([real8(unit / 1e-6), real8(unit)])),
    ...structure('MICROSTRUCTURE', rectanglesOf(microstructure).flatMap(boundary)),
    ...structure('TOP', [
      record(records.arrayReference),
      record(records.referredName, text('MICROSTRUCTURE')),
      record(records.columnsAndRows, words([columns, rows])),
      record(records.coordinates, integers([0, 0, columns * width, 0, 0, rows * height])),
      record(records.endElement),
    ]),
    record(records.endLibrary),
  ]);

  function boundary({ x, y, width: columnsOf, height: rowsOf }: Rectangle): Buffer[] {
    const [left, lower, right, upper] = [x, y, x + columnsOf, y + rowsOf].map((pixels) => pixels * side);
    return [
      record(records.boundary),
      record(records.layer, words([layer])),
      record(records.datatype, words([datatype])),
      record(records.coordinates, integers([left, lower, right, lower, right, upper, left, upper, left, lower])),
      record(records.endElement),
    ];
  }
}

function check({ pixel, layer = 1, datatype = 0, repeat = [1, 1] }: LayoutSettings): void {
  if (!(pixel >= 0.001)) throw new InputError('pixel', `${pixel} nm is no side of a pixel`, 'give at least 0.001 nm');
  for (const [name, value] of Object.entries({ layer, datatype })) {
    const isNumber = Number.isInteger(value) && value >= 0 && value <= 255;
    if (!isNumber) throw new InputError(name, `${value} is no number of a ${name}`, 'give a whole number from 0 to 255');
  }
  if (repeat.some((count) => !Number.isInteger(count) || count < 1 || count > 32767)) {
    throw new InputError('repeat', `${repeat.join(' × ')} periods cannot be drawn`, 'give whole numbers from 1 to 32767');
  }
}

function structure(name: string, elements: Buffer[]): Buffer[] {
  return [
    record(records.beginStructure, dates),
    record(records.structureName, text(name)),
    ...elements,
    record(records.endStructure),
  ];
}

/** Length, kind, data; all numbers in big-endian order. */
function record(kind: number, data: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([words([data.length + 4, kind]), data]);
}

function words(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) buffer.writeUInt16BE(value, 2 * i);
  return buffer;
}

function integers(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) buffer.writeInt32BE(value, 4 * i);
  return buffer;
}

/** Text is filled up to an even number of bytes. */
const text = (value: string): Buffer => Buffer.from(value.length % 2 === 0 ? value : `${value}\0`, 'ascii');

/** The format's real number: sign, exponent of 16 in excess of 64, seven bytes of mantissa below 1. */
function real8(value: number): Buffer {
  let [exponent, mantissa] = [64, Math.abs(value)];
  for (; mantissa >= 1; exponent++) mantissa /= 16;
  for (; mantissa > 0 && mantissa < 1 / 16; exponent--) mantissa *= 16;
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(Math.round(mantissa * 2 ** 56)));
  buffer[0] = (value < 0 ? 128 : 0) + exponent;
  return buffer;
}
