import { filmProblem, siliconFilm } from '../../src/film/settings';
import { randomField, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import type { OpticalProblem, Truncation } from '../../src/optics/problem/problem';

/** Films of the project's own set-up whose images are random fields of 64 × 64 pixels. */
export function benchmarkProblems(count: number): OpticalProblem[] {
  const random = RandomStream.fromSeed(64);
  return Array.from({ length: count }, (_, i) =>
    filmProblem(randomField({ ...smoothFields, side: 64 }, random.derive(i)), siliconFilm),
  );
}

/** A film of stripes along y: on it the rules of Li and of meent are the same. */
export function stripedProblem(): OpticalProblem {
  const [width, height] = [64, 64];
  const stripes: Microstructure = {
    width,
    height,
    pixels: Uint8Array.from({ length: width * height }, (_, i) => Number(i % width < 23 || (i % width > 40 && i % width < 50))),
  };
  return filmProblem(stripes, siliconFilm);
}

/** A problem as the Python scripts and `microdesign simulate` read it; ours is measured as users solve single problems. */
export function problemJson({ pattern, rounding: _, ...rest }: OpticalProblem): object {
  const { width, height, values } = pattern;
  const image = Array.from({ length: height }, (_, y) => [...values.subarray(y * width, (y + 1) * width)].join(''));
  return { ...rest, image };
}

/** At most so many harmonics: those of a circle, or of a rectangle whose sides in Fourier space are as the circle's. */
export function truncationOf(kind: 'circular' | 'rectangular', harmonics: number, [a, b]: OpticalProblem['period']): Truncation {
  if (kind === 'circular') return { circular: harmonics };
  // The rectangle grows as a circle does: by the orders that its sides reach next.
  let reach: [number, number] = [0, 0];
  for (;;) {
    const [x, y] = [(reach[0] + 1) / a, (reach[1] + 1) / b];
    const next = Math.min(x, y) * (1 + 1e-9);
    const grown: [number, number] = [reach[0] + Number(x <= next), reach[1] + Number(y <= next)];
    if ((2 * grown[0] + 1) * (2 * grown[1] + 1) > harmonics) return { rectangular: reach };
    reach = grown;
  }
}
