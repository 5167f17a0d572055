import type { Microstructure } from './microstructure';

/** The eight neighbours of a pixel, once around it: sides at even places, corners at odd ones. */
const ring: readonly (readonly [dx: number, dy: number])[] = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
];

/** Flips so many pixels apart, along the rows or the columns, do not change whether the other one is admissible. */
export const independentFrom = 3;

/**
 * The pixels whose flip to the other phase keeps the least features of a microstructure (repeated periodically), in order:
 * those at the steps of its interfaces.
 *
 * - Around the pixel each phase is in one piece, so that the flip parts nothing, bridges nothing and fills no hole (a simple
 *   point; Kong and Rosenfeld 1989).
 * - Before and after it the pixel lies in a 2 × 2 block of its own phase: it is no speck, and no bump of one pixel on a wall.
 * - Every neighbour that lay in such a block still does: nothing is left one pixel wide that was not.
 *
 * The rule is the same for both phases, and for flipped, turned and shifted images.
 */
export function admissibleFlips({ width, height, pixels }: Microstructure): number[] {
  const copy = { width, height, pixels: pixels.slice() };
  return Array.from(pixels.keys()).filter((pixel) => isAdmissible(copy, pixel));
}

/** Whether a pixel is among `admissibleFlips`. The image is as it was afterwards. */
function isAdmissible(image: Microstructure, pixel: number): boolean {
  const { width, pixels } = image;
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const own = pixels[pixel];
  const around = ring.map(([dx, dy]) => phaseAt(image, x + dx, y + dy));
  const changes = around.filter((phase, i) => phase !== around[(i + 1) % 8]).length;
  if (changes !== 2) return false;
  const hasBlock = (phase: number) => [0, 2, 4, 6].some((side) => [0, 1, 2].every((step) => around[(side + step) % 8] === phase));
  if (!hasBlock(own) || !hasBlock(1 - own)) return false;
  const neighbours = ring.filter((_, i) => around[i] === own).map(([dx, dy]) => [x + dx, y + dy]);
  const inBlock = neighbours.filter(([qx, qy]) => liesInBlock(image, qx, qy));
  pixels[pixel] = 1 - own;
  const stillInBlock = inBlock.every(([qx, qy]) => liesInBlock(image, qx, qy));
  pixels[pixel] = own;
  return stillInBlock;
}

/** Whether a pixel is in a block of 2 × 2 pixels of one phase. */
export function liesInBlock(image: Microstructure, x: number, y: number): boolean {
  const phase = phaseAt(image, x, y);
  const isOwn = (dx: number, dy: number) => phaseAt(image, x + dx, y + dy) === phase;
  return [-1, 1].some((dx) => [-1, 1].some((dy) => isOwn(dx, 0) && isOwn(0, dy) && isOwn(dx, dy)));
}

function phaseAt({ width, height, pixels }: Microstructure, x: number, y: number): number {
  return pixels[((y + height) % height) * width + ((x + width) % width)];
}

/** How far two pixels are apart, along the rows or the columns, whichever is more, in the repeated image. */
export function chessDistance({ width, height }: Pick<Microstructure, 'width' | 'height'>, a: number, b: number): number {
  const along = (difference: number, period: number) => Math.min(difference, period - difference);
  const dx = along(Math.abs((a % width) - (b % width)), width);
  const dy = along(Math.abs(Math.floor(a / width) - Math.floor(b / width)), height);
  return Math.max(dx, dy);
}

/** Whether two flips are so far apart that each stays admissible when the other is made. */
export const areIndependent = (image: Pick<Microstructure, 'width' | 'height'>, a: number, b: number): boolean =>
  chessDistance(image, a, b) >= independentFrom;

/** The microstructure with these pixels in the other phase. */
export function flipPixels({ width, height, pixels }: Microstructure, which: readonly number[]): Microstructure {
  const flipped = pixels.slice();
  for (const pixel of which) flipped[pixel] = 1 - flipped[pixel];
  return { width, height, pixels: flipped };
}
