import { absorptionMap, type FieldMap, fieldsOnPlane } from '../optics/fields/fields';
import { fieldsOnSlice } from '../optics/fields/slice-fields';
import type { OpticalProblem } from '../optics/problem/problem';
import { type MapPanel, type MapPlane, mapPanels } from './map-panels';
import { filmOutline, phaseOutline } from './outline';
import type { Figure } from './style';

/** The problem's lengths must be in nm, or in the unit that is named here. */
export interface FieldFigureOptions {
  readonly unit?: string;
  /** Boxes across a map. */
  readonly columns?: number;
}

/**
 * |E|², |H|² and the real part of E along x or y, whichever the incident wave has more of, in the film at a depth below the
 * cover, by default in its middle; relative to the incident wave. Throws InputError where the problem makes no sense,
 * RangeError outside the film.
 */
export function fieldsInPlane(
  problem: OpticalProblem,
  polarisation: 's' | 'p',
  options: FieldFigureOptions & { readonly depth?: number } = {},
): Figure {
  const { depth = problem.thickness / 2, unit = 'nm' } = options;
  const plane = cellPlane(problem, options);
  const map = fieldsOnPlane(problem, polarisation, { depth, points: [plane.columns, plane.rows] });
  return mapPanels(plane, fieldPanels(problem, polarisation, map), {
    title: `Fields ${shownNumber(depth)} ${unit} below the cover, ${lightName(problem, polarisation)}`,
    outline: phaseOutline(problem.pattern, problem.period),
  });
}

/**
 * The same on a slice of constant y, by default through the middle of the cell, from `above` the film in the cover to `below`
 * it in the substrate (by default half a wavelength each). The light comes from above.
 */
export function fieldsThroughFilm(
  problem: OpticalProblem,
  polarisation: 's' | 'p',
  options: FieldFigureOptions & { readonly y?: number; readonly above?: number; readonly below?: number } = {},
): Figure {
  const { period, pattern, thickness, wavelength } = problem;
  const { y = period[1] / 2, above = wavelength / 2, below = wavelength / 2, unit = 'nm', columns = 120 } = options;
  const { map, from, to } = fieldsOnSlice(problem, polarisation, { y, above, below, columns });
  const plane: MapPlane = {
    ...{ rows: map.rows, columns, unit, names: ['x', 'depth'] },
    ...{ across: [0, period[0]], down: [from, to] },
  };
  return mapPanels(plane, fieldPanels(problem, polarisation, map), {
    title: `Fields on the slice y = ${shownNumber(y)} ${unit}, ${lightName(problem, polarisation)}`,
    outline: filmOutline(pattern, period, thickness, y),
    notes: [
      { text: 'cover', at: from / 2 },
      { text: 'film', at: thickness / 2 },
      { text: 'substrate', at: (thickness + to) / 2 },
    ],
  });
}

/**
 * Where the film absorbs, summed over its thickness, for both polarisations and for unpolarised light: absorbed over incident
 * power, both per area. The mean of each map is the absorption A above it. Fields of few harmonics cannot follow the walls of
 * pixels, so a map swings about zero where nothing absorbs; its colours therefore part at zero.
 */
export function localAbsorption(problem: OpticalProblem, options: FieldFigureOptions = {}): Figure {
  const plane = cellPlane(problem, options);
  const [p, s] = (['p', 's'] as const).map((light) => absorptionMap(problem, light, [plane.columns, plane.rows]));
  const both = p.map((value, i) => (value + s[i]) / 2);
  const reach = Math.max(...p.map(Math.abs), ...s.map(Math.abs));
  const panel = (name: string, values: Float64Array): MapPanel => {
    const absorption = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { title: `${name}: A = ${absorption.toFixed(3)}`, values, signed: true, range: [-reach, reach] };
  };
  return mapPanels(plane, [panel(lightName(problem, 'p'), p), panel(lightName(problem, 's'), s), panel('unpolarised', both)], {
    title: 'Local absorption',
    subtitle: 'absorbed over incident power, both per area; the mean over the cell is A; below zero by truncation alone',
    outline: phaseOutline(problem.pattern, problem.period),
  });
}

/** Seen from above, first row of pixels on top, as in images of microstructures. */
export function cellPlane({ period }: OpticalProblem, { unit = 'nm', columns = 120 }: FieldFigureOptions): MapPlane {
  const rows = Math.max(1, Math.round((columns * period[1]) / period[0]));
  return { rows, columns, across: [0, period[0]], down: [0, period[1]], names: ['x', 'y'], unit };
}

function fieldPanels(problem: OpticalProblem, polarisation: 's' | 'p', { E, H }: FieldMap): MapPanel[] {
  const azimuth = (problem.phi * Math.PI) / 180;
  const alongX = polarisation === 'p' ? Math.cos(azimuth) ** 2 : Math.sin(azimuth) ** 2;
  const axis = alongX >= 0.5 ? 'x' : 'y';
  // The incident wave has |H| = n |E| in units of the vacuum's.
  const incidentH = problem.cover[0];
  return [
    { title: '|E|² / |E<sub>0</sub>|²', values: squaredLength(E) },
    { title: '|H|² / |H<sub>0</sub>|²', values: squaredLength(H).map((value) => value / incidentH ** 2) },
    { title: `Re E<sub>${axis}</sub> / |E<sub>0</sub>|`, values: E[axis].re, signed: true },
  ];
}

function squaredLength({ x, y, z }: FieldMap['E']): Float64Array {
  return x.re.map((value, i) => value ** 2 + x.im[i] ** 2 + y.re[i] ** 2 + y.im[i] ** 2 + z.re[i] ** 2 + z.im[i] ** 2);
}

/** The incident light in words. */
function lightName({ theta, phi }: OpticalProblem, polarisation: 's' | 'p'): string {
  if (theta === 0 && phi === 0) return polarisation === 'p' ? 'E along x' : 'E along y';
  return `${polarisation}-polarised at θ = ${shownNumber(theta)}°, φ = ${shownNumber(phi)}°`;
}

function shownNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
