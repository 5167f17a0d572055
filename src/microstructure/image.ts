import { inflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';
import type { Microstructure } from './microstructure';

/** A PNG of 8-bit grey: phase 0 black, phase 1 white; each pixel drawn as `scale` × `scale`. */
export function encodePng({ width, height, pixels }: Microstructure, scale = 1): Buffer {
  const png = new PNG({ width: width * scale, height: height * scale });
  for (let y = 0; y < png.height; y++) {
    for (let x = 0; x < png.width; x++) {
      const value = 255 * pixels[Math.floor(y / scale) * width + Math.floor(x / scale)];
      png.data.set([value, value, value, 255], 4 * (y * png.width + x));
    }
  }
  return PNG.sync.write(png, { colorType: 0 });
}

/** Pixels of an image that is read, at most: it says so before it is unpacked. */
const mostPixels = 2 ** 24;

/**
 * Reads a PNG of black (phase 0) and white (phase 1) pixels. Grey, coloured or transparent pixels are refused, since where
 * to cut them is the user's to say.
 */
export function readPng(path: string, argument = path): Microstructure {
  let png: PNG;
  const bytes = readFile(path, argument);
  checkDeclared(bytes, path, argument);
  try {
    png = PNG.sync.read(bytes);
  } catch {
    throw new InputError(argument, `${path} is not a readable PNG image`, 'give a PNG of black and white pixels');
  }
  const pixels = new Uint8Array(png.width * png.height);
  for (let i = 0; i < pixels.length; i++) {
    const [red, green, blue, opacity] = png.data.subarray(4 * i, 4 * i + 4);
    const isBlack = red === 0 && green === 0 && blue === 0;
    const isWhite = red === 255 && green === 255 && blue === 255;
    if (opacity !== 255 || !(isBlack || isWhite)) {
      const place = `pixel (${i % png.width}, ${Math.floor(i / png.width)})`;
      throw new InputError(argument, `${place} of ${path} is neither black nor white`, 'threshold the image first');
    }
    pixels[i] = Number(isWhite);
  }
  return { width: png.width, height: png.height, pixels };
}

const signatureLength = 8;
/** Length and type before the data of a chunk of a PNG, and the checksum after it. */
const chunkHead = 8;
const chunkTail = 4;
/** Most bytes of a pixel: four channels of 16 bits. */
const mostBytesPerPixel = 8;

/**
 * Refuses a PNG that would take more memory than an image needs. Its size stands in its first chunk; a second such chunk, by
 * which the decoder would go, is refused. An interlaced image is unpacked whatever its size: here first, up to that size.
 */
function checkDeclared(bytes: Buffer, path: string, argument: string): void {
  const data: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = signatureLength; at + chunkHead <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + chunkHead);
    const content = bytes.subarray(at + chunkHead, at + chunkHead + length);
    if (type === 'IHDR') {
      if (header) throw new InputError(argument, `${path} has two headers`, 'save the image again');
      header = content;
    }
    if (type === 'IDAT') data.push(content);
    at += chunkHead + length + chunkTail;
  }
  if (!header || header.length < 13) return; // which the decoder refuses
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const tooLarge = (what: string): InputError => {
    return new InputError(argument, `${path} ${what}`, `give an image of at most ${mostPixels} pixels`);
  };
  if (width * height > mostPixels) throw tooLarge(`is declared to be ${width} × ${height} pixels`);
  const isInterlaced = header[12] !== 0;
  if (!isInterlaced) return;
  try {
    // a byte before each row of each of the seven passes
    inflateSync(Buffer.concat(data), { maxOutputLength: width * height * mostBytesPerPixel + 7 * height + 7 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge('unpacks to more than it is declared to be');
  }
}
