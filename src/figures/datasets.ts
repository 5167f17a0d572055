import type { Dataset, DatasetSettings, Samples } from '../datasets/dataset';
import type { Pilot } from '../datasets/pilot';
import type { Predictor } from '../datasets/predictors';
import { contactSheet } from './microstructures';
import { inPanel, panelLayout } from './panels';
import { type Figure, faint, palette, type Trace } from './style';

/** A data set with its name. */
export interface NamedSamples {
  name: DatasetSettings['name'];
  range: DatasetSettings['range'];
  kept: Samples;
  outside: Samples;
}

const size = { width: 300, height: 230, gap: 84 };
const binWidth = 0.01;
const least = 50;

/** How the absorption of all samples that were drawn is distributed: those kept, and those outside the range. */
export function absorptionOfDatasets(sets: readonly NamedSamples[]): Figure {
  const data = sets.flatMap(({ kept, outside }, index): Trace[] =>
    [
      { name: 'kept', absorptions: kept.absorptions, color: palette[0] },
      { name: 'outside the range', absorptions: outside.absorptions, color: '#c4c4c4' },
    ].map(({ name, absorptions, color }) => ({
      ...{
        type: 'bar',
        ...histogram(absorptions),
        width: binWidth,
        name,
        marker: { color, line: { color: 'white', width: 0.4 } },
      },
      ...{ showlegend: index === 0, legendgroup: name, ...inPanel(index) },
    })),
  );
  const panels = sets.map(({ name, kept, outside }) => ({
    title: `Data-${name}: ${kept.absorptions.length} kept, ${outside.absorptions.length} outside`,
    xaxis: { title: { text: 'absorption' } },
    yaxis: { title: { text: `microstructures per ${binWidth}` } },
  }));
  const layout = panelLayout('Absorption of all microstructures drawn', panels, size);
  return { data, layout: { ...layout, barmode: 'stack', legend: { x: 0.01, y: 1, xanchor: 'left', yanchor: 'top' } } };
}

/** Absorption against volume fraction, as the density of samples, with the correlation of the two. */
export function absorptionAgainstVolumeFraction(
  sets: readonly { name: string; samples: Dataset; fraction: Predictor }[],
): Figure {
  const cells = sets.map(({ samples, fraction }) => countInCells(fraction.values, samples.absorptions));
  const most = Math.max(...cells.flatMap(({ z }) => z.flat().map((count) => count ?? 0)));
  const data = cells.map(
    (counts, index): Trace => ({
      ...{ type: 'heatmap', ...counts, ...inPanel(index), colorscale: 'Viridis', zmin: 0, zmax: most },
      ...{ showscale: index === sets.length - 1, colorbar: { title: { text: 'samples' }, thickness: 12 } },
    }),
  );
  const panels = sets.map(({ name, fraction }) => ({
    title: `Data-${name}: correlation ${fraction.correlation.toFixed(2)}`,
    xaxis: { title: { text: 'volume fraction of phase 1' } },
    yaxis: { title: { text: 'absorption' } },
  }));
  return { data, layout: panelLayout('Absorption against volume fraction', panels, size) };
}

/** What tells the absorption of a microstructure: correlations, and what is left of them beyond the volume fraction. */
export function predictorsOfAbsorption(sets: readonly { name: string; predictors: readonly Predictor[] }[]): Figure {
  const data = sets.flatMap(({ predictors }, index): Trace[] => {
    const y = predictors.map(({ name }) => name);
    const bars = [
      { name: 'correlation', x: predictors.map(({ correlation }) => correlation), color: palette[0] },
      {
        ...{ name: 'beyond volume fraction', color: palette[4] },
        x: predictors.map(({ beyondVolumeFraction }) => beyondVolumeFraction),
      },
    ];
    return bars.map(({ name, x, color }) => ({
      ...{ type: 'bar', orientation: 'h', x, y, name, marker: { color } },
      ...{ showlegend: index === 0, legendgroup: name, ...inPanel(index) },
    }));
  });
  const panels = sets.map(({ name }, index) => ({
    title: `Data-${name}`,
    xaxis: { title: { text: 'correlation with absorption' }, range: [-1, 1], zeroline: true, zerolinecolor: faint },
    yaxis: { autorange: 'reversed', showticklabels: index === 0, ticks: '' },
  }));
  const layout = panelLayout('What tells the absorption of a microstructure', panels, { ...size, height: 260, gap: 36 });
  return {
    data,
    layout: {
      ...{ ...layout, barmode: 'group', bargap: 0.3, margin: { ...layout.margin, l: 150, b: 92 } },
      ...{ width: layout.width + 78, height: layout.height + 36 },
      legend: { orientation: 'h', x: 0, y: -0.24, yanchor: 'top' },
    },
  };
}

/** Randomly chosen microstructures at places across the range, one column each (Figure 3 (a) and (d) of the paper). */
export function microstructuresAcrossAbsorption(
  { name, samples, range: [low, high] }: { name: string; samples: Dataset; range: DatasetSettings['range'] },
  rows = 4,
  columns = 7,
): Figure {
  const order = [...samples.absorptions.keys()];
  const chosen = Array.from({ length: columns }, (_, column) => {
    const wanted = low + ((high - low) * column) / (columns - 1);
    // samples are in random order: the first few of those near the place are a random choice
    const near = order.filter((i) => Math.abs(samples.absorptions[i] - wanted) < 0.01).slice(0, rows);
    return near.map((i) => ({ microstructure: samples.microstructures[i], title: samples.absorptions[i].toFixed(3) }));
  });
  const full = Math.min(...chosen.map(({ length }) => length));
  const items = Array.from({ length: full }, (_, row) => chosen.map((column) => column[row])).flat();
  return contactSheet(items, { title: `Randomly chosen samples of Data-${name} and their absorption`, columns });
}

/** What a pilot found: the absorption of random microstructures, and what other thicknesses of the film would keep. */
export function pilotResults(pilots: readonly Pilot[]): Figure {
  const names = [...new Set(pilots.map(({ dataset }) => dataset.name))];
  const paper = (name: string) => pilots.filter(({ dataset }) => dataset.name === name);
  const main = (name: string) => paper(name).reduce((a, b) => (b.absorptions.length > a.absorptions.length ? b : a));
  const lines = (index: number, value: (pilot: Pilot) => number): Trace[] =>
    names.map((name, i) => {
      const sorted = [...paper(name)].sort((a, b) => a.film.thickness - b.film.thickness);
      return {
        ...{ type: 'scatter', mode: 'lines+markers', name: `Data-${name}`, legendgroup: name, showlegend: false },
        ...{ x: sorted.map(({ film }) => film.thickness), y: sorted.map(value), ...inPanel(index) },
        ...{ line: { color: palette[i], width: 2 }, marker: { color: palette[i], size: 6 } },
      };
    });
  const distributions = names.map((name, i): Trace => {
    const { absorptions } = main(name);
    const { x, y } = histogram(absorptions, 0.02);
    const share = y.map((count) => count / absorptions.length);
    const line = { color: palette[i], width: 2, shape: 'hvh' };
    return { type: 'scatter', mode: 'lines', name: `Data-${name}`, legendgroup: name, x, y: share, line, ...inPanel(0) };
  });
  const { range } = pilots[0].dataset;
  const border = { type: 'line', xref: 'x', yref: 'y domain', y0: 0, y1: 1, line: { color: faint, width: 1, dash: 'dot' } };
  const thickness = { title: { text: 'thickness of the film (nm)' } };
  const layout = panelLayout(
    'Pilot: random microstructures of both sizes',
    [
      {
        title: `film of ${main(names[0]).film.thickness} nm`,
        xaxis: { title: { text: 'absorption' } },
        yaxis: { title: { text: 'share per 0.02' } },
      },
      { title: 'within the range', xaxis: thickness, yaxis: { title: { text: 'share' }, range: [0, 1] } },
      {
        title: 'in the emptiest bin of 0.02',
        xaxis: thickness,
        yaxis: { title: { text: 'samples of 25,000' }, rangemode: 'tozero' },
      },
    ],
    { ...size, width: 230 },
  );
  const floor = { ...border, xref: 'x3 domain', yref: 'y3', x0: 0, x1: 1, y0: least, y1: least };
  return {
    data: [...distributions, ...lines(1, ({ keptShare }) => keptShare), ...lines(2, ({ expected }) => Math.min(...expected))],
    layout: { ...layout, legend: { x: 0.01, y: 1 }, shapes: [...range.map((x) => ({ ...border, x0: x, x1: x })), floor] },
  };
}

function histogram(absorptions: Float64Array, width = binWidth): { x: number[]; y: number[] } {
  const counts = new Array<number>(Math.round(1 / width) + 1).fill(0);
  for (const y of absorptions) counts[Math.floor(y / width + 1e-9)]++;
  const first = counts.findIndex((count) => count > 0);
  const last = counts.length - 1 - [...counts].reverse().findIndex((count) => count > 0);
  const shown = counts.slice(Math.max(0, first - 1), last + 2);
  return { x: shown.map((_, i) => (Math.max(0, first - 1) + i + 0.5) * width), y: shown };
}

/** Samples in each cell of 60 × 40 over the plane of two numbers; cells without any are left blank. */
function countInCells(across: Float64Array, up: Float64Array) {
  const extent = (values: Float64Array) => values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
  const cells = { across: 60, up: 40 };
  const place = (value: number, [from, to]: number[], count: number) =>
    Math.min(count - 1, Math.floor(((value - from) / (to - from)) * count));
  const centres = ([from, to]: number[], count: number) =>
    Array.from({ length: count }, (_, i) => from + ((i + 0.5) * (to - from)) / count);
  const [x, y] = [extent(across), extent(up)];
  const z: (number | null)[][] = Array.from({ length: cells.up }, () => new Array<number | null>(cells.across).fill(null));
  across.forEach((value, i) => {
    const row = z[place(up[i], y, cells.up)];
    const column = place(value, x, cells.across);
    row[column] = (row[column] ?? 0) + 1;
  });
  return { x: centres(x, cells.across), y: centres(y, cells.up), z };
}
