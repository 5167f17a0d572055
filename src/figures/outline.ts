/** Straight pieces of lines for one trace: a null ends a piece. */
export interface Pieces {
  readonly x: (number | null)[];
  readonly y: (number | null)[];
}

/** A pattern of phases: `values[iy * width + ix]`. */
interface Phases {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** The borders between pixels of different phases within one cell of the given period, in as few pieces as go straight. */
export function phaseOutline({ width, height, values }: Phases, [px, py]: readonly [number, number]): Pieces {
  const pieces: Pieces = { x: [], y: [] };
  const [stepX, stepY] = [px / width, py / height];
  for (let x = 1; x < width; x++) {
    const isBorder = (y: number) => values[y * width + x] !== values[y * width + x - 1];
    for (const [from, to] of runs(height, isBorder)) addPiece(pieces, [x * stepX, from * stepY], [x * stepX, to * stepY]);
  }
  for (let y = 1; y < height; y++) {
    const isBorder = (x: number) => values[y * width + x] !== values[(y - 1) * width + x];
    for (const [from, to] of runs(width, isBorder)) addPiece(pieces, [from * stepX, y * stepY], [to * stepX, y * stepY]);
  }
  return pieces;
}

/** On a slice of constant y, the two faces of the film, at depth 0 and at its thickness, and the walls between phases. */
export function filmOutline(
  { width, height, values }: Phases,
  [px, py]: readonly [number, number],
  thickness: number,
  sliceY: number,
): Pieces {
  const pieces: Pieces = { x: [], y: [] };
  for (const depth of [0, thickness]) addPiece(pieces, [0, depth], [px, depth]);
  const row = Math.min(height - 1, Math.max(0, Math.floor((sliceY / py) * height))) * width;
  for (let x = 1; x < width; x++) {
    const wall = (x * px) / width;
    if (values[row + x] !== values[row + x - 1]) addPiece(pieces, [wall, 0], [wall, thickness]);
  }
  return pieces;
}

function addPiece({ x, y }: Pieces, from: readonly [number, number], to: readonly [number, number]): void {
  x.push(from[0], to[0], null);
  y.push(from[1], to[1], null);
}

/** The runs from … to (not included) of numbers below `count` for which something holds. */
function runs(count: number, holds: (i: number) => boolean): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    if (!holds(i)) continue;
    const last = found[found.length - 1];
    if (last?.[1] === i) last[1] = i + 1;
    else found.push([i, i + 1]);
  }
  return found;
}
