import type { Property } from '../simulation/property';
import { histogram } from './histogram';
import { axisLabel, capitalise, type Figure, faint, palette, propertyLabel, type Trace } from './style';

/** One curve: a value for each step, the first step being 1. */
export interface Curve {
  name: string;
  values: ArrayLike<number>;
}

export interface CurveOptions {
  /** What a step is: "iteration", "epoch". */
  step?: string;
  /** What is drawn, and its unit. */
  quantity?: string;
  unit?: string;
  /** Steps between one value and the next. */
  every?: number;
  /** Draws a logarithmic axis; values must be above 0. */
  logarithmic?: boolean;
  /** Draws the running mean over so many values, and the values themselves faintly behind it. */
  smoothedOver?: number;
}

/** How losses and the like went while something was trained. */
export function trainingCurves(title: string, curves: readonly Curve[], options: CurveOptions = {}): Figure {
  const { step = 'iteration', quantity = 'loss', unit, every = 1, logarithmic = false, smoothedOver = 1 } = options;
  const traces = curves.flatMap(({ name, values }, index): Trace[] => {
    const color = palette[index % palette.length];
    const raw = Array.from(values);
    const x = raw.map((_, i) => (i + 1) * every);
    const line = { type: 'scatter', mode: 'lines', x, name };
    if (smoothedOver <= 1) return [{ ...line, y: raw, line: { color, width: 2 } }];
    return [
      { ...line, y: raw, line: { color, width: 1 }, opacity: 0.25, showlegend: false, hoverinfo: 'skip' },
      { ...line, y: runningMean(raw, smoothedOver), line: { color, width: 2 } },
    ];
  });
  return {
    data: traces,
    layout: {
      title: { text: title },
      showlegend: curves.length > 1,
      legend: { x: 1, xanchor: 'right', y: 1, yanchor: 'top' },
      xaxis: { title: { text: step }, rangemode: 'tozero' },
      yaxis: { title: { text: axisLabel(quantity, unit) }, ...(logarithmic && { type: 'log' }) },
    },
  };
}

export interface DistributionOptions {
  title?: string;
  /** From … to what is marked: the range that is kept for training. */
  kept?: readonly [number, number];
  /** Width of a bar; a fortieth of what is kept, or can be, unless given. */
  binWidth?: number;
}

/** Bars over the range that is kept, or that a property can have. */
const bars = 40;

/** How many microstructures of a set have which value of a property. */
export function propertyDistribution(values: ArrayLike<number>, property: Property, options: DistributionOptions = {}): Figure {
  const { title = `${capitalise(property.name)} of the data set`, kept } = options;
  const [low, high] = kept ?? property.range;
  const { binWidth = Number(((high - low) / bars).toPrecision(6)) } = options;
  const { x, y } = histogram(values, binWidth);
  const isFilled = (_: number, bin: number) => y[bin] > 0;
  const border = { type: 'line', yref: 'paper', y0: 0, y1: 1, line: { color: faint, width: 1, dash: 'dot' } };
  return {
    data: [
      {
        type: 'bar',
        x: x.filter(isFilled),
        y: y.filter(isFilled),
        width: binWidth,
        marker: { color: palette[0], line: { color: 'white', width: 0.5 } },
      },
    ],
    layout: {
      title: { text: title },
      showlegend: false,
      xaxis: { title: { text: propertyLabel(property) } },
      yaxis: { title: { text: 'microstructures' } },
      shapes: (kept ?? []).map((value) => ({ ...border, x0: value, x1: value })),
    },
  };
}

/** The mean of each value and the `span` − 1 before it, or as many as there are. */
export function runningMean(values: readonly number[], span: number): number[] {
  let sum = 0;
  return values.map((value, i) => {
    sum += value - (i >= span ? values[i - span] : 0);
    return sum / Math.min(i + 1, span);
  });
}
