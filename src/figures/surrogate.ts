import { type Panel, panelGrid } from './panels';
import { type Figure, faint, ink, palette, type Trace, translucent } from './style';

/** What a Gaussian process says along a line, at one step of a search. */
export interface SurrogateStep {
  title: string;
  /** Mean and standard deviation at each place of the line. */
  mean: ArrayLike<number>;
  deviation: ArrayLike<number>;
  /** Places and values that are known. */
  known: readonly { readonly point: ArrayLike<number>; readonly value: number }[];
  /** The place that is evaluated next. */
  next?: number;
}

export interface SurrogateLine {
  title: string;
  /** Axis titles, with units in brackets. */
  x: string;
  y: string;
  /** Places along the line, and the true values there. */
  places: ArrayLike<number>;
  truth: ArrayLike<number>;
  /** Panels side by side; all of them unless given. */
  columns?: number;
}

/** Standard deviations of the band: 95 % of a normal distribution. */
const bandWidth = 1.96;

/** A panel for each step: the truth, the mean and its band, what is known, and where the search goes next. */
export function surrogateSteps(steps: readonly SurrogateStep[], line: SurrogateLine): Figure {
  const columns = line.columns ?? steps.length;
  const all = steps.flatMap(({ mean }) => Array.from(mean)).concat(Array.from(line.truth));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const range = [low - 0.15 * (high - low), high + 0.15 * (high - low)];
  const panels = steps.map((step, i): Panel => {
    const isLowest = i + columns >= steps.length;
    return {
      title: step.title,
      traces: stepTraces(step, line, range),
      xaxis: { title: { text: isLowest ? line.x : '' } },
      yaxis: { range, title: { text: i % columns === 0 ? line.y : '' }, showticklabels: i % columns === 0 },
    };
  });
  // one panel alone has to be as wide as the legend
  const size = columns > 2 ? { width: 232, height: 150 } : { width: columns > 1 ? 340 : 640, height: 220 };
  return panelGrid(panels, { title: line.title, columns, ...size, gapX: 24, gapY: 62 });
}

function stepTraces({ mean, deviation, known, next }: SurrogateStep, { places, truth }: SurrogateLine, range: number[]): Trace[] {
  const x = Array.from(places);
  const curve = { type: 'scatter', mode: 'lines', x };
  const edge = (sign: number) => Array.from(mean, (value, i) => value + sign * bandWidth * deviation[i]);
  const band = { x: [...x, ...[...x].reverse()], y: [...edge(1), ...edge(-1).reverse()], fill: 'toself' };
  const look = { fillcolor: translucent(palette[5], 0.35), line: { width: 0 }, hoverinfo: 'skip' };
  const marks = { color: ink, size: 7 };
  return [
    { ...curve, ...band, ...look, name: 'where 95 % are expected' },
    { ...curve, name: 'truth', y: Array.from(truth), line: { color: faint, width: 1.5, dash: 'dash' } },
    { ...curve, name: 'mean of the Gaussian process', y: Array.from(mean), line: { color: palette[0], width: 2 } },
    {
      ...{ type: 'scatter', mode: 'markers', name: 'simulated', marker: marks },
      ...{ x: known.map(({ point }) => point[0]), y: known.map(({ value }) => value) },
    },
    ...(next === undefined
      ? []
      : [{ ...curve, name: 'next', x: [next, next], y: range, line: { color: palette[1], width: 2, dash: 'dot' } }]),
  ];
}
