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
    pixels: Uint8Array.from({ length: width * height }, (_, i) => Number(i % width < 23 || i % width > 50)),
  };
  return filmProblem(stripes, siliconFilm);
}

/** A problem as the Python scripts and `microdesign simulate` read it. */
export function problemJson({ pattern, ...rest }: OpticalProblem): object {
  const { width, height, values } = pattern;
  const image = Array.from({ length: height }, (_, y) => [...values.subarray(y * width, (y + 1) * width)].join(''));
  return { ...rest, image };
}

/** A circle with so many orders, or a square: its number of harmonics must be the square of an odd number. */
export function truncationOf(kind: string, harmonics: number): Truncation {
  const reach = (Math.sqrt(harmonics) - 1) / 2;
  return kind === 'circular' ? { circular: harmonics } : { rectangular: [reach, reach] };
}
