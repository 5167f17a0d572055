import { truncatedPermittivity } from '../optics/basis/series';
import type { OpticalProblem } from '../optics/problem/problem';
import { cellPlane, type FieldFigureOptions } from './fields';
import { type MapPanel, mapPanels } from './map-panels';
import { phaseOutline } from './outline';
import type { Figure } from './style';

/**
 * The real part of the permittivity of a problem's pattern as Fourier series of so many orders draw it, one map for each. The
 * problem's lengths must be in nm, or in the unit that is named. Throws InputError where the problem makes no sense.
 */
export function truncatedPattern(problem: OpticalProblem, counts: readonly number[], options: FieldFigureOptions = {}): Figure {
  const plane = cellPlane(problem, options);
  const maps = counts.map((circular) =>
    truncatedPermittivity({ ...problem, truncation: { circular } }, [plane.columns, plane.rows]),
  );
  const all = maps.flatMap(({ re }) => Array.from(re));
  const range = [Math.min(...all), Math.max(...all)] as const;
  const panels = maps.map(({ re }, i): MapPanel => ({ title: `N = ${counts[i]}`, values: re, range }));
  return mapPanels(plane, panels, {
    title: 'Re ε as a Fourier series of N waves',
    outline: phaseOutline(problem.pattern, problem.period),
  });
}
