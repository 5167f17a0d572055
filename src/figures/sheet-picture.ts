import { PNG } from 'pngjs';
import type { Microstructure } from '../microstructure/microstructure';

/** An image before it is cut in phases: values row by row, those of `range` from dark to light; −1 … 1 unless given. */
export interface GreyImage {
  width: number;
  height: number;
  values: ArrayLike<number>;
  range?: readonly [low: number, high: number];
}

/** As in the PNG files of microstructures: phase 0 dark, phase 1 light. */
const phaseGrey = [0x2b, 0xf4];
const frameGrey = 0x80;
const opaque = 0xff;
/** Pixels of a picture to one CSS pixel, as fine screens have. */
export const density = 2;
/** Width of the line around each image, in pixels of the picture: one CSS pixel. */
const frame = density;

/**
 * Images of one size in rows, each framed and every pixel of them crisp: a PNG, transparent between the images.
 *
 * @param magnification CSS pixels to the side of an image's pixel
 * @param pitch CSS pixels from one image to the next
 * @param sheet CSS pixels of the whole
 */
export function drawSheet(
  images: readonly (Microstructure | GreyImage)[],
  columns: number,
  magnification: number,
  pitch: { x: number; y: number },
  sheet: { width: number; height: number },
): Buffer {
  const scale = magnification * density;
  const png = new PNG({ width: sheet.width * density, height: sheet.height * density });
  png.data.fill(0);
  images.forEach((image, index) => {
    const left = (index % columns) * pitch.x * density;
    const top = Math.floor(index / columns) * pitch.y * density;
    const inner = { width: image.width * scale, height: image.height * scale };
    for (let y = 0; y < inner.height + 2 * frame; y++) {
      for (let x = 0; x < inner.width + 2 * frame; x++) {
        const isFrame = x < frame || y < frame || x >= inner.width + frame || y >= inner.height + frame;
        const pixel = Math.floor((y - frame) / scale) * image.width + Math.floor((x - frame) / scale);
        const grey = isFrame ? frameGrey : greyOf(image, pixel);
        png.data.set([grey, grey, grey, opaque], 4 * ((top + y) * png.width + left + x));
      }
    }
  });
  // grey with opacity; the library's own strategy makes files four times as large
  return PNG.sync.write(png, { colorType: 4, deflateLevel: 9, deflateStrategy: 0 });
}

function greyOf(image: Microstructure | GreyImage, pixel: number): number {
  const [dark, light] = phaseGrey;
  if ('pixels' in image) return image.pixels[pixel] ? light : dark;
  const [low, high] = image.range ?? [-1, 1];
  return Math.round(dark + (light - dark) * Math.max(0, Math.min(1, (image.values[pixel] - low) / (high - low))));
}
