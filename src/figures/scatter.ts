import { InputError } from '../runs/errors';
import { logarithmicAxis } from './panels';
import { type Figure, faint, palette, type Trace } from './style';

/** One list of numbers, or several by the names that the legend gives them. */
export type Series = ArrayLike<number> | { readonly [name: string]: ArrayLike<number> };

export interface AxisLabels {
  /** Across, with its unit in brackets: "wavelength (nm)". */
  x: string;
  /** Up: "absorption". */
  y: string;
  title?: string;
  /** What each point is, for the pointer: "field 17". */
  names?: readonly string[];
  /** Draws the line y = x. */
  diagonal?: boolean;
  /** Axes on which each step is ten times more; all numbers on them are above 0. */
  logarithmic?: 'x' | 'y' | 'both';
}

/**
 * Points of one or more series over the same x.
 *
 * @throws InputError where a series has another length than x, or a logarithmic axis a number that is not above 0
 */
export const scatter = (x: ArrayLike<number>, y: Series, labels: AxisLabels): Figure => draw('markers', x, y, labels);

/** The same, with the points of each series joined in their order. */
export const lines = (x: ArrayLike<number>, y: Series, labels: AxisLabels): Figure => draw('lines+markers', x, y, labels);

const symbols = ['circle', 'diamond', 'square', 'triangle-up', 'cross', 'x', 'triangle-down', 'star'];
/** Points to a line beyond which they would hide it. */
const mostMarkers = 60;

function draw(mode: string, x: ArrayLike<number>, y: Series, labels: AxisLabels): Figure {
  const series = namedSeries(y);
  const data = series.map(([name, values], i): Trace => {
    if (values.length !== x.length) {
      throw new InputError(name || 'y', `it has ${values.length} numbers, x has ${x.length}`, 'give one for each x');
    }
    const color = palette[i % palette.length];
    return {
      ...{ type: 'scatter', name, x: Array.from(x), y: Array.from(values) },
      mode: mode === 'markers' || x.length <= mostMarkers ? mode : 'lines',
      marker: { color, size: 7, symbol: symbols[i % symbols.length], opacity: mode === 'markers' ? 0.65 : 1 },
      ...(mode !== 'markers' && { line: { color, width: 2 } }),
      ...(labels.names && { text: labels.names }),
    };
  });
  const lists = { x: [x], y: series.map(([, values]) => values) };
  const isLogarithmic = (letter: 'x' | 'y') => labels.logarithmic === letter || labels.logarithmic === 'both';
  const axis = (letter: 'x' | 'y') => ({
    title: { text: labels[letter] },
    ...(isLogarithmic(letter) && logarithmicAxisOf(lists[letter], labels[letter])),
  });
  return {
    data: labels.diagonal ? [diagonalOf([x, ...series.map(([, values]) => values)]), ...data] : data,
    layout: {
      ...(labels.title && { title: { text: labels.title } }),
      ...{ showlegend: series.length > 1, xaxis: axis('x'), yaxis: axis('y') },
    },
  };
}

function namedSeries(y: Series): [name: string, values: ArrayLike<number>][] {
  const isOne = Array.isArray(y) || ArrayBuffer.isView(y);
  return isOne ? [['', y as ArrayLike<number>]] : Object.entries(y as { [name: string]: ArrayLike<number> });
}

/** A logarithmic axis that has room for all values, which are to be above 0; a gap (NaN) is none. */
function logarithmicAxisOf(lists: readonly ArrayLike<number>[], name: string): Record<string, unknown> {
  const all = lists.flatMap((list) => Array.from(list)).filter(Number.isFinite);
  const [low, high] = [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), 0)];
  if (low <= 0) throw new InputError(name, `it has ${low} on a logarithmic axis`, 'give numbers above 0');
  const room = Math.max(1.1, (high / low) ** 0.05);
  return all.length > 0 ? logarithmicAxis(low / room, high * room) : { type: 'log' };
}

function diagonalOf(lists: readonly ArrayLike<number>[]): Trace {
  const all = lists.flatMap((list) => Array.from(list)).filter(Number.isFinite);
  const ends = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  const line = { color: faint, width: 1, dash: 'dot' };
  return { type: 'scatter', mode: 'lines', x: ends, y: ends, line, showlegend: false, hoverinfo: 'skip' };
}
