import type { Dataset, DatasetSettings, Samples } from '../datasets/dataset';
import { countSamples } from '../datasets/dataset';
import type { Predictor } from '../datasets/predictors';
import type { Property } from '../simulation/property';
import { histogram } from './histogram';
import { contactSheet } from './microstructures';
import { type Panel, panelGrid } from './panels';
import { capitalise, type Figure, faint, palette, propertyLabel, type Trace } from './style';

/** A data set with its name. */
export interface NamedSamples {
  name: DatasetSettings['name'];
  range: DatasetSettings['range'];
  kept: Samples;
  outside: Samples;
}

const size = { width: 300, height: 230, gapX: 84, left: 72 };
/** Width of a bar: a twentieth of the range. */
const barWidth = ([low, high]: DatasetSettings['range']): number => Number(((high - low) / 20).toPrecision(6));

/** How the property of all samples that were drawn is distributed: those kept, and those outside the range. */
export function propertyOfDatasets(sets: readonly NamedSamples[], property: Property): Figure {
  const panels = sets.map(({ name, kept, outside, range }): Panel => {
    const width = barWidth(range);
    const bars = (label: string, { y }: Samples, color: string): Trace => ({
      ...{ type: 'bar', name: label, ...histogram(y, width), width },
      marker: { color, line: { color: 'white', width: 0.4 } },
    });
    return {
      title: `Data-${name}: ${countSamples(kept)} kept, ${countSamples(outside)} outside`,
      traces: [bars('kept', kept, palette[0]), bars('outside the range', outside, '#c4c4c4')],
      xaxis: { title: { text: propertyLabel(property) } },
      yaxis: { title: { text: `microstructures per ${width}` } },
    };
  });
  const { data, layout } = panelGrid(panels, {
    title: `${capitalise(property.name)} of all microstructures drawn`,
    ...{ columns: 2, ...size },
  });
  return { data, layout: { ...layout, barmode: 'stack' } };
}

/** A property against volume fraction, as the density of samples, with the correlation of the two. */
export function propertyAgainstVolumeFraction(
  sets: readonly { name: string; samples: Dataset; fraction: Predictor }[],
  property: Property,
): Figure {
  const cells = sets.map(({ samples, fraction }) => countInCells(fraction.values, samples.y));
  const most = Math.max(...cells.flatMap(({ z }) => z.flat().map((count) => count ?? 0)));
  const panels = sets.map(({ name, fraction }, index): Panel => {
    const scale = { zmin: 0, zmax: most, showscale: index === sets.length - 1, colorbar: { title: { text: 'samples' } } };
    return {
      title: `Data-${name}: correlation ${fraction.correlation.toFixed(2)}`,
      traces: [{ type: 'heatmap', ...cells[index], ...scale }],
      xaxis: { title: { text: 'volume fraction of phase 1' } },
      yaxis: { title: { text: propertyLabel(property) } },
    };
  });
  return panelGrid(panels, { title: `${capitalise(property.name)} against volume fraction`, columns: 2, ...size, right: 96 });
}

/** What tells the property of a microstructure: correlations, and what is left of them beyond the volume fraction. */
export function predictorsOfProperty(
  sets: readonly { name: string; predictors: readonly Predictor[] }[],
  property: Property,
): Figure {
  const panels = sets.map(({ name, predictors }, index): Panel => {
    const y = predictors.map((predictor) => predictor.name);
    const bars = (label: string, x: readonly number[], color: string): Trace => {
      return { type: 'bar', orientation: 'h', name: label, x, y, marker: { color } };
    };
    return {
      title: `Data-${name}`,
      traces: [
        bars(
          'correlation',
          predictors.map(({ correlation }) => correlation),
          palette[0],
        ),
        bars(
          'beyond volume fraction',
          predictors.map(({ beyondVolumeFraction }) => beyondVolumeFraction),
          palette[4],
        ),
      ],
      xaxis: {
        title: { text: `correlation with ${property.label ?? property.name}` },
        range: [-1, 1],
        zeroline: true,
        zerolinecolor: faint,
      },
      yaxis: { autorange: 'reversed', showticklabels: index === 0, ticks: '' },
    };
  });
  const title = `What tells the ${property.name} of a microstructure`;
  const { data, layout } = panelGrid(panels, { title, columns: 2, ...size, gapX: 36, left: 160 });
  return { data, layout: { ...layout, barmode: 'group', bargap: 0.3 } };
}

/** Randomly chosen microstructures at places across the range, one column each (Figure 3 (a) and (d) of the paper). */
export function microstructuresAcrossRange(
  { name, samples, range }: { name: string; samples: Dataset; range: DatasetSettings['range'] },
  property: Property,
  rows = 4,
  columns = 7,
): Figure {
  const [low, high] = range;
  const order = [...samples.y.keys()];
  const chosen = Array.from({ length: columns }, (_, column) => {
    const wanted = low + ((high - low) * column) / (columns - 1);
    // samples are in random order: the first few of those near the place are a random choice
    const near = order.filter((i) => Math.abs(samples.y[i] - wanted) < barWidth(range)).slice(0, rows);
    return near.map((i) => ({ microstructure: samples.microstructures[i], title: samples.y[i].toFixed(3) }));
  });
  const full = Math.min(...chosen.map(({ length }) => length));
  const items = Array.from({ length: full }, (_, row) => chosen.map((column) => column[row])).flat();
  return contactSheet(items, { title: `Randomly chosen samples of Data-${name} and their ${property.name}`, columns });
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
