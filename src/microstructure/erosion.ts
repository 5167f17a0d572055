import type { Microstructure } from './microstructure';

/**
 * The microstructure with one pixel of phase 1 gone from every edge, as where an etch took a little too much: a pixel stays in
 * phase 1 where its four neighbours are. The image goes on round its edges.
 */
export function erode({ width, height, pixels }: Microstructure): Microstructure {
  const at = (x: number, y: number) => pixels[((y + height) % height) * width + ((x + width) % width)];
  const stays = (x: number, y: number) => Math.min(at(x, y), at(x - 1, y), at(x + 1, y), at(x, y - 1), at(x, y + 1));
  return { width, height, pixels: pixels.map((_, i) => stays(i % width, Math.floor(i / width))) };
}
