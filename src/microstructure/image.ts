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

/**
 * Reads a PNG of black (phase 0) and white (phase 1) pixels. Grey, coloured or transparent pixels are refused, since where
 * to cut them is the user's to say.
 */
export function readPng(path: string, argument = path): Microstructure {
  let png: PNG;
  const bytes = readFile(path, argument);
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
