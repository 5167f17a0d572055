import type { Convergence } from '../optics/sweeps/convergence';
import type { EfficiencyCurves, Spectrum } from '../optics/sweeps/spectra';
import { axisLabel, type Figure, faint, palette, type Trace } from './style';

/** What a spectrum was taken over, as its axis says: { name: 'wavelength', unit: 'nm' }. */
export interface SpectrumAxis {
  readonly name: string;
  readonly unit: string;
}

const colours = { A: palette[0], T: palette[4], R: palette[2] };
const names = { A: 'absorbed', T: 'transmitted', R: 'reflected' };
const kinds = ['A', 'T', 'R'] as const;
const nearZeroToOne = { range: [0, 1.001], tickformat: '.1f' };

/** What becomes of unpolarised light: A, T and R on top of each other, which fill the picture as they sum to 1. */
export function stackedSpectrum(title: string, { points, unpolarised }: Spectrum, axis: SpectrumAxis): Figure {
  const x = Array.from(points);
  const data = kinds.map(
    (kind): Trace => ({
      ...{ type: 'scatter', mode: 'lines', name: names[kind], x, y: Array.from(unpolarised[kind]), stackgroup: 'all' },
      ...{ fillcolor: colours[kind], line: { color: 'white', width: 1, simplify: false } },
    }),
  );
  return {
    data,
    layout: {
      ...{ title: { text: title }, legend: { traceorder: 'reversed', x: 1.02, y: 1 } },
      xaxis: { title: { text: axisLabel(axis.name, axis.unit) }, range: [x[0], x[x.length - 1]] },
      yaxis: { title: { text: 'share of the incident power' }, ...nearZeroToOne },
    },
  };
}

/** A, T and R of both polarisations as lines: s solid, p dashed. */
export function polarisedSpectrum(title: string, { points, s, p }: Spectrum, axis: SpectrumAxis): Figure {
  const x = Array.from(points);
  const lines = (curves: EfficiencyCurves, light: string, dash: string) =>
    kinds.map(
      (kind): Trace => ({
        ...{ type: 'scatter', mode: 'lines', name: `${names[kind]}, ${light}`, x, y: Array.from(curves[kind]) },
        line: { color: colours[kind], width: 2, dash, simplify: false },
      }),
    );
  return {
    data: [...lines(s, 's', 'solid'), ...lines(p, 'p', 'dash')],
    layout: {
      ...{ title: { text: title }, legend: { x: 1.02, y: 1 } },
      xaxis: { title: { text: axisLabel(axis.name, axis.unit) }, range: [x[0], x[x.length - 1]] },
      yaxis: { title: { text: 'share of the incident power' }, ...nearZeroToOne },
    },
  };
}

/** One sequence of `converge`, and what it is called. */
export interface NamedConvergence {
  readonly name: string;
  readonly convergence: Convergence;
}

/** How the absorption settles as harmonics are added, for several rules; `marked` numbers of harmonics get a line. */
export function convergenceFigure(
  sequences: readonly NamedConvergence[],
  { title = 'Absorption against harmonics kept', marked = [] as readonly number[] } = {},
): Figure {
  const ticks = [25, 50, 100, 200, 400, 800, 1600];
  return {
    data: sequences.map(({ name, convergence: { steps } }, i) => ({
      ...{ type: 'scatter', mode: 'lines+markers', name },
      ...{ x: steps.map(({ harmonics }) => harmonics), y: steps.map(({ absorption }) => absorption) },
      ...{ line: { color: palette[i], width: 2 }, marker: { size: 6, symbol: ['circle', 'square', 'diamond'][i % 3] } },
    })),
    layout: {
      ...{ title: { text: title }, showlegend: true, legend: { x: 1, xanchor: 'right', y: 0, yanchor: 'bottom' } },
      xaxis: { title: { text: 'harmonics N' }, type: 'log', tickvals: ticks, ticktext: ticks.map(String) },
      yaxis: { title: { text: 'absorption of unpolarised light' }, tickformat: '.2f' },
      shapes: marked.map((count) => ({
        ...{ type: 'line', x0: count, x1: count, yref: 'paper', y0: 0, y1: 1 },
        line: { color: faint, width: 1, dash: 'dot' },
      })),
      annotations: marked.map((count) => ({
        ...{ x: Math.log10(count), yref: 'paper', y: 1, yanchor: 'bottom', text: `N = ${count}`, showarrow: false },
        font: { color: faint, size: 11 },
      })),
    },
  };
}
