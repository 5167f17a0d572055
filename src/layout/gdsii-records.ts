import { InputError } from '../runs/errors';

/** Records that drawing needs, by number and type of data (GDSII Stream Format Manual 6.0, Calma 1987). */
export const records = {
  header: 0x0002,
  beginLibrary: 0x0102,
  libraryName: 0x0206,
  units: 0x0305,
  endLibrary: 0x0400,
  beginStructure: 0x0502,
  structureName: 0x0606,
  endStructure: 0x0700,
  boundary: 0x0800,
  path: 0x0900,
  structureReference: 0x0a00,
  arrayReference: 0x0b00,
  text: 0x0c00,
  layer: 0x0d02,
  datatype: 0x0e02,
  coordinates: 0x1003,
  endElement: 0x1100,
  referredName: 0x1206,
  columnsAndRows: 0x1302,
  node: 0x1500,
  transformation: 0x1a01,
  magnification: 0x1b05,
  angle: 0x1c05,
  box: 0x2d00,
} as const;

/** One record of a file: its kind and its data. */
export interface GdsiiRecord {
  readonly kind: number;
  readonly data: Buffer;
}

/** The records of a file, to the end of its library. Throws InputError, naming `argument`, where it is no GDSII file. */
export function* readRecords(bytes: Buffer, argument: string): Generator<GdsiiRecord> {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at);
    const kind = bytes.readUInt16BE(at + 2);
    const isFirst = at === 0;
    if (length < 4 || length % 2 === 1 || at + length > bytes.length || (isFirst && kind !== records.header)) break;
    yield { kind, data: bytes.subarray(at + 4, at + length) };
    if (kind === records.endLibrary) return;
    at += length;
  }
  throw new InputError(argument, 'it is not a whole GDSII file', 'give one that a layout program has written');
}

/** All pairs of 32-bit integers of a record. */
export function readPairs(data: Buffer): [x: number, y: number][] {
  return Array.from({ length: Math.floor(data.length / 8) }, (_, i) => [data.readInt32BE(8 * i), data.readInt32BE(8 * i + 4)]);
}

/** The format's real number: sign, exponent of 16 in excess of 64, seven bytes of mantissa below 1. */
export function readReal8(data: Buffer, at = 0): number {
  const mantissa = Number(data.readBigUInt64BE(at) & 0x00ff_ffff_ffff_ffffn) / 2 ** 56;
  return (data[at] & 128 ? -1 : 1) * mantissa * 16 ** ((data[at] & 127) - 64);
}

/** Names are filled up with zeros. */
export const readName = (data: Buffer): string => data.toString('latin1').replace(/\0+$/, '');
