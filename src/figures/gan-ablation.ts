import type { QualityNumbers } from '../gan/quality';
import type { Microstructure } from '../microstructure/microstructure';
import { axisFor, barsBySize, limitsOf, panelTitle, placeOf, sizeName, sizeStyles } from './gan-bars';
import { contactSheet } from './microstructures';
import { type Panel, panelGrid } from './panels';
import type { Figure, Trace } from './style';

/** What a training without one of its parts came to, and some of what it makes. */
export interface Variant {
  name: string;
  qualities: readonly QualityNumbers[];
  samples: readonly Microstructure[];
}

const rowHeight = 24;
const columns = 3;

/** What each variant reaches of the bars that generators are held to: a panel for each bar, a line for each variant. */
export function ablationBars(variants: readonly Variant[], title: string): Figure {
  const ofVariant = variants.map(({ qualities }) => barsBySize(qualities));
  // the first variant on top
  const y = variants.map((_, row) => variants.length - 1 - row);
  const range = [-0.5, variants.length - 0.5];
  const panels = ofVariant[0].map((first, i): Panel => {
    const values = first.bars.map((_, size) => ofVariant.map((bars) => placeOf(bars[i].bars[size].bar.value, first)));
    const points = values.map((x, size): Trace => {
      const { color, symbol } = sizeStyles[size];
      const marker = { color, symbol, size: 7 };
      // the sizes a little above each other, so that none hides another
      const at = y.map((row) => row + 0.22 * (1 - size));
      return { type: 'scatter', mode: 'markers', name: sizeName(first.bars[size].side), x: x as number[], y: at, marker };
    });
    const limits = limitsOf(first).map(({ limit, name, line }): Trace => {
      return { type: 'scatter', mode: 'lines', name, x: [limit, limit], y: range, line };
    });
    const names = i % columns === 0 ? variants.map(({ name }) => name) : variants.map(() => '');
    return {
      title: panelTitle(first),
      traces: [...limits, ...points],
      xaxis: axisFor(first, values.flat()),
      yaxis: { range, tickvals: y, ticktext: names, ticks: '', autorange: false },
    };
  });
  const left = 24 + 7 * Math.max(...variants.map(({ name }) => name.length));
  return panelGrid(panels, { title, columns, left, height: rowHeight * variants.length, gapX: 28, gapY: 64 });
}

/** What each variant makes: a row for each, a column for each latent. */
export function ablationSamples(variants: readonly Variant[], title: string): Figure {
  return contactSheet(
    variants.flatMap(({ samples }) => samples.map((microstructure) => ({ microstructure }))),
    { title, columns: variants[0].samples.length, rowTitles: variants.map(({ name }) => name) },
  );
}
