import type { Microstructure } from '../microstructure/microstructure';

/** A rectangle of pixels as the picture is seen: x to the right and y upwards from its lower left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Phase 1 as rectangles that do not overlap: each row's runs of pixels, joined with those of the rows above that have the
 * same ends. Layout files have no polygons with holes, rectangles need none.
 */
export function rectanglesOf({ width, height, pixels }: Microstructure): Rectangle[] {
  const done: Rectangle[] = [];
  let open = new Map<string, Rectangle>();
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray((height - 1 - y) * width, (height - y) * width);
    const next = new Map<string, Rectangle>();
    for (const [from, to] of runsOf(row)) {
      const ends = `${from} ${to}`;
      const below = open.get(ends);
      open.delete(ends);
      next.set(ends, below ? { ...below, height: below.height + 1 } : { x: from, y, width: to - from, height: 1 });
    }
    done.push(...open.values());
    open = next;
  }
  return [...done, ...open.values()];
}

/** The runs from … to (not included) of phase 1 in a row. */
function runsOf(row: Uint8Array): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (let from = row.indexOf(1); from >= 0; ) {
    const end = row.indexOf(0, from);
    const to = end < 0 ? row.length : end;
    runs.push([from, to]);
    from = row.indexOf(1, to);
  }
  return runs;
}
