import { InputError } from '../runs/errors';

/** A two-phase material seen from above: pixels[iy * width + ix] is the number of the phase, 0 or 1. */
export interface Microstructure {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Rows of the digits 0 and 1, first row first; the inverse of `fromRows`. */
export function toRows({ width, height, pixels }: Microstructure): string[] {
  return Array.from({ length: height }, (_, y) => pixels.subarray(y * width, (y + 1) * width).join(''));
}

/** Reads rows of the digits 0 and 1, all of one length. */
export function fromRows(rows: readonly string[], argument = 'rows'): Microstructure {
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new InputError(argument, 'there is no pixel', 'give at least one row with at least one digit');
  const pixels = new Uint8Array(width * rows.length);
  rows.forEach((row, y) => {
    if (row.length !== width)
      throw new InputError(argument, `row ${y} has ${row.length} pixels, row 0 has ${width}`, 'give rows of one length');
    for (let x = 0; x < width; x++) {
      if (row[x] !== '0' && row[x] !== '1')
        throw new InputError(argument, `row ${y} has the pixel '${row[x]}'`, 'use only 0 and 1');
      pixels[y * width + x] = row.charCodeAt(x) - 48;
    }
  });
  return { width, height: rows.length, pixels };
}

/** The pixels of microstructures one after another: count × height × width. */
export function packPixels(microstructures: readonly Microstructure[]): Uint8Array {
  const packed = new Uint8Array(microstructures.reduce((sum, { pixels }) => sum + pixels.length, 0));
  let offset = 0;
  for (const { pixels } of microstructures) {
    packed.set(pixels, offset);
    offset += pixels.length;
  }
  return packed;
}

/** The microstructures of packed pixels; the inverse of `packPixels`. They share the memory of one copy. */
export function unpackPixels(packed: ArrayLike<number>, width: number, height: number): Microstructure[] {
  const pixels = Uint8Array.from(packed);
  const size = width * height;
  return Array.from({ length: pixels.length / size }, (_, i) => ({
    width,
    height,
    pixels: pixels.subarray(i * size, (i + 1) * size),
  }));
}

/** One bit a pixel, row after row, the first pixel in the highest bit. */
export function packBits({ pixels }: Microstructure): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(pixels.length / 8));
  for (let i = 0; i < pixels.length; i++) bytes[i >> 3] |= pixels[i] << (7 - (i & 7));
  return bytes;
}

/** The microstructure of packed bits; the inverse of `packBits`. */
export function unpackBits(bytes: Uint8Array, width: number, height: number): Microstructure {
  const pixels = new Uint8Array(width * height);
  // a plain loop: with `Uint8Array.from` this took a fifth of the time of drawing all figures
  for (let i = 0; i < pixels.length; i++) pixels[i] = (bytes[i >> 3] >> (7 - (i & 7))) & 1;
  return { width, height, pixels };
}
