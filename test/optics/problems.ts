import type { OpticalProblem, Pattern } from '../../src/optics/problem/problem';

/** A pattern from rows of digits. */
export function patternOf(rows: readonly string[]): Pattern {
  return { width: rows[0].length, height: rows.length, values: Uint8Array.from(rows.join(''), Number) };
}

/** A patterned film in double precision, with what is given in place of the defaults. */
export function problemWith(changes: Partial<OpticalProblem>): OpticalProblem {
  return {
    wavelength: 600,
    period: [512, 512],
    thickness: 250,
    phases: [
      [1.45, 0],
      [4.33, 0.5],
    ],
    cover: [1, 0],
    substrate: [1.45, 0],
    theta: 0,
    phi: 0,
    truncation: { circular: 25 },
    rule: 'li',
    precision: 'f64',
    pattern: patternOf(['0110010', '1100010', '0001111', '1000110', '0011000']),
    ...changes,
  };
}

/** The pattern of which pixel (x, y) is that of the given one at `from(x, y)`. */
export function remapped(
  pattern: Pattern,
  width: number,
  height: number,
  from: (x: number, y: number) => [number, number],
): Pattern {
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = from(x, y);
      values[y * width + x] = pattern.values[fromY * pattern.width + fromX];
    }
  }
  return { width, height, values };
}
