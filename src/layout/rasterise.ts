import type { Microstructure } from '../microstructure/microstructure';
import type { Polygon } from './gdsii-structures';

/**
 * Polygons as pixels of one period: phase 1 where the middle of a pixel lies in a polygon, or in one a whole number of periods
 * away. The first row of pixels is the uppermost, as `encodeGdsii` draws them.
 *
 * @param period sides of the cell, in the unit of the polygons; its lower left corner is the origin
 */
export function rasterise(
  polygons: readonly Polygon[],
  period: readonly [x: number, y: number],
  [width, height]: readonly [width: number, height: number],
): Microstructure {
  const pixels = new Uint8Array(width * height);
  const modulo = (i: number, length: number): number => ((i % length) + length) % length;
  for (const polygon of polygons) {
    // in pixels, y upwards
    const corners = polygon.map(([x, y]) => [(x / period[0]) * width, (y / period[1]) * height] as const);
    const ys = corners.map(([, y]) => y);
    for (let row = Math.ceil(Math.min(...ys) - 0.5); row + 0.5 < Math.max(...ys); row++) {
      const crossings = crossingsAt(corners, row + 0.5);
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        const to = Math.min(crossings[pair + 1], crossings[pair] + width);
        for (let column = Math.ceil(crossings[pair] - 0.5); column + 0.5 < to; column++) {
          pixels[(height - 1 - modulo(row, height)) * width + modulo(column, width)] = 1;
        }
      }
    }
  }
  return { width, height, pixels };
}

/** Where the edges of a polygon cross a line of constant y, from left to right. */
function crossingsAt(corners: readonly (readonly [number, number])[], y: number): number[] {
  const found: number[] = [];
  corners.forEach(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length];
    if (y1 > y !== y2 > y) found.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  });
  return found.sort((a, b) => a - b);
}
