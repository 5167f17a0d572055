import { InputError } from '../../runs/errors';
import type { Pattern } from './problem';

/**
 * The rectangular cell of two lattice points that a hexagonal lattice has: sides a along x and √3 a along y. With its pattern
 * the solver, whose cells are rectangles, solves the hexagonal lattice exactly; half of the orders, those of odd m + n, carry
 * nothing.
 *
 * @param lattice constant a, in the unit of the problem's lengths
 * @param width pixels along x; there are about √3 times as many along y, an even number
 * @param phaseAt the phase at a place (x, y) near a lattice point, relative to that point: each place belongs to the point that is
 *   nearest
 * @throws InputError unless a > 0 and the width is a whole number of at least 2
 */
export function hexagonalCell(
  lattice: number,
  width: number,
  phaseAt: (x: number, y: number) => number,
): { period: [x: number, y: number]; pattern: Pattern } {
  if (!(lattice > 0)) throw new InputError('lattice', `${lattice}`, 'give a length above 0');
  if (!(Number.isInteger(width) && width >= 2)) throw new InputError('width', `${width}`, 'give a whole number of at least 2');
  const tall = Math.sqrt(3) * lattice;
  const height = 2 * Math.round((Math.sqrt(3) * width) / 2);
  const points = [-1, 0, 1].flatMap((i) =>
    [-1, 0, 1].flatMap((j) => [
      [i, j],
      [i + 0.5, j + 0.5],
    ]),
  );
  const values = new Uint8Array(width * height).map((_, pixel) => {
    const [x, y] = [((pixel % width) + 0.5) / width, (Math.floor(pixel / width) + 0.5) / height];
    const offsets = points.map(([i, j]) => [(x - i) * lattice, (y - j) * tall] as const);
    const nearest = offsets.sort(([ax, ay], [bx, by]) => Math.hypot(ax, ay) - Math.hypot(bx, by))[0];
    return phaseAt(...nearest);
  });
  return { period: [lattice, tall], pattern: { width, height, values } };
}
