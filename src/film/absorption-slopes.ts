import type { Microstructure } from '../microstructure/microstructure';
import { permittivity } from '../optics/basis/permittivity';
import { absorptionGradient } from '../optics/gradient/gradient';
import { type FilmSettings, filmProblem, indexOf, wavelengthsOf } from './settings';

/** How the absorption of a film changes with its pixels, row by row. */
export interface AbsorptionSlopes {
  readonly absorption: number;
  /** By the share s of phase 1 in a pixel, its permittivity being ε₀ + s (ε₁ − ε₀). */
  readonly slopes: Float64Array;
  /** By the share of a pixel that the wall beside it crosses as phase 1 grows. */
  readonly wallSlopes: Float64Array;
}

type Complex = readonly [re: number, im: number];

/**
 * The absorption of a film in unpolarised light, and its slopes. In double precision.
 *
 * Where a wall moves, E along it and D across it go on as they were (Johnson et al. 2002, Phys. Rev. E 65, 066611), while the
 * slope of a single pixel takes all of E to stay. With the slopes g₀ and g₁ by the permittivity on either side of the wall, the
 * change per share is (ε₁ − ε₀) (ε₀ g₀ + ε₁ g₁) / (ε₀ + ε₁): g has a part |E∥|² that is alike on both sides, and |D⊥|²/ε². The
 * pixel's own g is that of its side; the mean over its neighbours of the other phase, that of the other one.
 */
export function absorptionSlopes(
  microstructure: Microstructure,
  settings: FilmSettings,
  wavelength = wavelengthsOf(settings)[0],
): AbsorptionSlopes {
  const { absorption, re, im } = absorptionGradient(filmProblem(microstructure, settings, wavelength));
  const [first, second] = settings.phases.map((material) => permittivity(indexOf(material, wavelength)));
  const step: Complex = [second[0] - first[0], second[1] - first[1]];
  const total: Complex = [first[0] + second[0], first[1] + second[1]];
  // δA = re · δε' + im · δε'' is the real part of g · δε
  const gradientAt = (pixel: number): Complex => [re[pixel], -im[pixel]];
  const weights = [divide(first, total), divide(second, total)];
  const slopes = re.map((_, pixel) => multiply(gradientAt(pixel), step)[0]);
  const wallSlopes = slopes.map((slope, pixel) => {
    const across = neighboursAcross(microstructure, pixel);
    if (across.length === 0) return slope;
    const own = microstructure.pixels[pixel];
    const mean = across.reduce<Complex>(
      ([x, y], neighbour) => [x + re[neighbour] / across.length, y - im[neighbour] / across.length],
      [0, 0],
    );
    const mixed = add(multiply(weights[own], gradientAt(pixel)), multiply(weights[1 - own], mean));
    return multiply(mixed, step)[0];
  });
  return { absorption, slopes, wallSlopes };
}

/** The neighbours of a pixel, side by side, that are of the other phase; the image is periodic. */
function neighboursAcross({ width, height, pixels }: Microstructure, pixel: number): number[] {
  const [x, y] = [pixel % width, Math.floor(pixel / width)];
  const at = (dx: number, dy: number) => ((y + dy + height) % height) * width + ((x + dx + width) % width);
  return [at(1, 0), at(-1, 0), at(0, 1), at(0, -1)].filter((neighbour) => pixels[neighbour] !== pixels[pixel]);
}

const add = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];
const multiply = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const divide = (a: Complex, [c, d]: Complex): Complex => multiply(a, [c / (c * c + d * d), -d / (c * c + d * d)]);
