import type { Microstructure } from './microstructure';

/**
 * Phase 1 with its walls one pixel further in: what is left are pixels whose four neighbours are of phase 1 as they are, those
 * across the border too, since images repeat.
 */
export function erode({ width, height, pixels }: Microstructure): Microstructure {
  const left = Uint8Array.from(pixels, (pixel, i) => {
    const x = i % width;
    const row = i - x;
    const across = pixels[row + ((x + 1) % width)] & pixels[row + ((x + width - 1) % width)];
    const down = pixels[((row + width) % pixels.length) + x] & pixels[((row + pixels.length - width) % pixels.length) + x];
    return pixel & across & down;
  });
  return { width, height, pixels: left };
}

/** Phase 1 with its walls one pixel further out: phase 0 eroded. */
export const dilate = (microstructure: Microstructure): Microstructure => invert(erode(invert(microstructure)));

/** The phases exchanged. */
const invert = ({ width, height, pixels }: Microstructure): Microstructure => ({
  ...{ width, height },
  pixels: pixels.map((pixel) => 1 - pixel),
});
