import type { Microstructure } from '../microstructure/microstructure';

/** A closed polygon of corners [x, y] in pixels, y downwards from the upper edge of the picture. */
export type Loop = readonly (readonly [x: number, y: number])[];

/** To the right, down, left, up: one turn to the right each. */
const steps = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * The edges of phase 1 as closed polygons of corners alone, with phase 1 on the right hand: outer edges run clockwise, those
 * of holes the other way. Pixels that touch at a corner are apart. The picture's border counts as an edge.
 */
export function outlineOf({ width, height, pixels }: Microstructure): Loop[] {
  const isInside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && pixels[y * width + x] === 1;
  /** Upper edges of phase 1 that belong to a loop: each loop has one, since it comes back to where it started. */
  const seen = new Uint8Array(width * height);
  const loops: Loop[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (isInside(x, y) && !isInside(x, y - 1) && !seen[y * width + x]) loops.push(follow(x, y));
    }
  }
  return loops;

  function follow(startX: number, startY: number): Loop {
    const corners: [number, number][] = [];
    let [x, y, heading] = [startX, startY, 0];
    do {
      if (heading === 0) seen[y * width + x] = 1;
      const [dx, dy] = steps[heading];
      [x, y] = [x + dx, y + dy];
      const turn = turnAt(x, y, heading);
      if (turn !== 0) corners.push([x, y]);
      heading = (heading + turn + 4) % 4;
    } while (x !== startX || y !== startY || heading !== 0);
    return corners;
  }

  /** To the right where phase 1 ends ahead, to the left where it goes on ahead on both sides. */
  function turnAt(x: number, y: number, heading: number): -1 | 0 | 1 {
    if (!isInside(...pixelAhead(x, y, heading, 'right'))) return 1;
    return isInside(...pixelAhead(x, y, heading, 'left')) ? -1 : 0;
  }
}

/** Of the two pixels ahead of a corner, the one on that hand. */
function pixelAhead(x: number, y: number, heading: number, hand: 'left' | 'right'): [x: number, y: number] {
  const [dx, dy] = steps[heading];
  const [sx, sy] = steps[(heading + (hand === 'right' ? 1 : 3)) % 4];
  // the pixel [x, y] lies right of and below the corner [x, y]
  return [x + (dx + sx - 1) / 2, y + (dy + sy - 1) / 2];
}
