import type { ComplexVector } from '../basis/fourier';
import { selectOrders, waveNumbers } from '../basis/orders';
import { permittivity } from '../basis/permittivity';
import { outgoingRoot } from '../layer/half-space';
import type { OpticalProblem } from '../problem/problem';
import { type FieldMap, fieldsOnPlane } from './fields';

/** A slice of constant y through cover, film and substrate; lengths in the problem's unit. */
export interface Slice {
  readonly y: number;
  /** Boxes along x; those downwards are about as high as these are wide, a whole number of them in the film. */
  readonly columns: number;
  /** How much of the cover and of the substrate is seen, about. */
  readonly above: number;
  readonly below: number;
}

/** The fields on a slice, first row on top, and the depths at which the slice starts and ends. */
export interface SliceFields {
  readonly map: FieldMap;
  readonly from: number;
  readonly to: number;
}

/**
 * E and H on a slice through cover, film and substrate, as in FieldMap. Outside the film they are Rayleigh's plane waves
 * (1907): those that the fields on its faces consist of, less the incident one, going or fading outwards.
 */
export function fieldsOnSlice(problem: OpticalProblem, polarisation: 's' | 'p', slice: Slice): SliceFields {
  const { columns, y } = slice;
  const { thickness, period } = problem;
  const inFilm = Math.max(1, Math.round((thickness * columns) / period[0]));
  const step = thickness / inFilm;
  const [inCover, inSubstrate] = [slice.above, slice.below].map((length) => Math.round(length / step));
  const distances = (count: number) => Array.from({ length: count }, (_, i) => (i + 0.5) * step);
  const parts = [
    wavesBeyond(problem, polarisation, 'cover', distances(inCover).reverse(), slice),
    fieldsOnPlane(problem, polarisation, { y, points: [columns, inFilm] }),
    wavesBeyond(problem, polarisation, 'substrate', distances(inSubstrate), slice),
  ];
  const join = (of: (map: FieldMap) => ComplexVector): ComplexVector => ({
    re: Float64Array.from(parts.flatMap((part) => Array.from(of(part).re))),
    im: Float64Array.from(parts.flatMap((part) => Array.from(of(part).im))),
  });
  const map: FieldMap = {
    ...{ rows: inCover + inFilm + inSubstrate, columns },
    E: { x: join(({ E }) => E.x), y: join(({ E }) => E.y), z: join(({ E }) => E.z) },
    H: { x: join(({ H }) => H.x), y: join(({ H }) => H.y), z: join(({ H }) => H.z) },
  };
  return { map, from: -inCover * step, to: thickness + inSubstrate * step };
}

/** A plane wave of one order: (Ex, Ey, Ez, Hx, Hy, Hz) where the half-space starts, kx, ky, and kz along its own way. */
interface PlaneWave {
  readonly re: readonly number[];
  readonly im: readonly number[];
  readonly k: readonly [x: number, y: number, zRe: number, zIm: number];
}

/** Fields in a half-space, one row for each distance from the film. */
function wavesBeyond(
  problem: OpticalProblem,
  polarisation: 's' | 'p',
  side: 'cover' | 'substrate',
  distances: readonly number[],
  { y, columns }: Slice,
): FieldMap {
  const waves = outgoingWaves(problem, polarisation, side);
  const perLength = (2 * Math.PI) / problem.wavelength;
  const [rows, size] = [distances.length, distances.length * columns];
  const [re, im] = [0, 1].map(() => Array.from({ length: 6 }, () => new Float64Array(size)));
  for (const wave of waves) {
    const [kx, ky, kzRe, kzIm] = wave.k;
    distances.forEach((distance, row) => {
      const fading = Math.exp(-kzIm * perLength * Math.abs(distance));
      for (let column = 0; column < columns; column++) {
        const x = ((column + 0.5) * problem.period[0]) / columns;
        const phase = perLength * (kx * x + ky * y + kzRe * distance);
        const [cos, sin] = [fading * Math.cos(phase), fading * Math.sin(phase)];
        for (let c = 0; c < 6; c++) {
          re[c][row * columns + column] += wave.re[c] * cos - wave.im[c] * sin;
          im[c][row * columns + column] += wave.re[c] * sin + wave.im[c] * cos;
        }
      }
    });
  }
  const [Ex, Ey, Ez, Hx, Hy, Hz] = re.map((values, c) => ({ re: values, im: im[c] }));
  return { rows, columns, E: { x: Ex, y: Ey, z: Ez }, H: { x: Hx, y: Hy, z: Hz } };
}

/** The waves that a half-space holds; for the cover, the incident one too, with kz negative as it comes the other way. */
function outgoingWaves(problem: OpticalProblem, polarisation: 's' | 'p', side: 'cover' | 'substrate'): PlaneWave[] {
  const { period, wavelength, truncation } = problem;
  const orders = selectOrders(truncation, period);
  const { kx, ky } = waveNumbers(problem, orders);
  const epsilon = permittivity(problem[side]);
  // As many points as orders in a row give their coefficients without error.
  const points = [2 * orders.reach[0] + 1, 2 * orders.reach[1] + 1] as const;
  const face = fieldsOnPlane(problem, polarisation, { depth: side === 'cover' ? 0 : problem.thickness, points });
  const incident = incidentWave(problem, polarisation, [kx[orders.zeroth], ky[orders.zeroth]]);
  const waves = Array.from(kx, (_, order): PlaneWave => {
    const [re, im] = [
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ];
    [face.E.x, face.E.y, face.H.x, face.H.y].forEach((field, c) => {
      for (let i = 0; i < field.re.length; i++) {
        const [x, y] = [((i % points[0]) + 0.5) / points[0], (Math.floor(i / points[0]) + 0.5) / points[1]];
        const phase = (2 * Math.PI * (kx[order] * x * period[0] + ky[order] * y * period[1])) / wavelength;
        const [cos, sin] = [Math.cos(phase) / field.re.length, Math.sin(phase) / field.re.length];
        re[c] += field.re[i] * cos + field.im[i] * sin;
        im[c] += field.im[i] * cos - field.re[i] * sin;
      }
    });
    if (side === 'cover' && order === orders.zeroth) {
      for (const [c, from] of [0, 1, 3, 4].entries()) re[c] -= incident.re[from];
    }
    const kz = outgoingRoot(epsilon[0] - kx[order] ** 2 - ky[order] ** 2, epsilon[1]);
    return completeWave(re, im, [kx[order], ky[order], ...kz], epsilon);
  });
  return side === 'cover' ? [...waves, incident] : waves;
}

/** Adds Ez and Hz, from k × H = −εE and k × E = H, to lateral fields (Ex, Ey, Hx, Hy). */
function completeWave(re: number[], im: number[], k: PlaneWave['k'], [eRe, eIm]: readonly [number, number]): PlaneWave {
  const [kx, ky] = k;
  const Dz = [ky * re[2] - kx * re[3], ky * im[2] - kx * im[3]];
  const size2 = eRe * eRe + eIm * eIm;
  const Ez = [(Dz[0] * eRe + Dz[1] * eIm) / size2, (Dz[1] * eRe - Dz[0] * eIm) / size2];
  return {
    re: [re[0], re[1], Ez[0], re[2], re[3], kx * re[1] - ky * re[0]],
    im: [im[0], im[1], Ez[1], im[2], im[3], kx * im[1] - ky * im[0]],
    k,
  };
}

/** The incident wave, of unit amplitude at the film's face. */
function incidentWave({ theta, phi, cover: [n] }: OpticalProblem, polarisation: 's' | 'p', [kx, ky]: number[]): PlaneWave {
  const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
  const cos = Math.cos(polar);
  const [Ex, Ey, Ez] =
    polarisation === 's'
      ? [-Math.sin(azimuth), Math.cos(azimuth), 0]
      : [cos * Math.cos(azimuth), cos * Math.sin(azimuth), -Math.sin(polar)];
  const kz = n * cos;
  const re = [Ex, Ey, Ez, ky * Ez - kz * Ey, kz * Ex - kx * Ez, kx * Ey - ky * Ex];
  return { re, im: [0, 0, 0, 0, 0, 0], k: [kx, ky, -kz, 0] };
}
