import type { Property } from '../simulation/property';
import { type Figure, faint, ink, palette, propertyLabel, type Trace } from './style';

/** What one method reached for one target: the simulated property of each of its designs. */
export interface ReachedTarget {
  method: string;
  /** What was asked for. */
  target: number;
  /** What the simulator found for each design. */
  simulated: readonly number[];
}

const panel = { width: 210, height: 210, gapX: 18, gapY: 40 };
const margin = { l: 72, r: 24, t: 66, b: 52 };

/**
 * Simulated property of every design against its target, one panel for each method, all with the same axes.
 * Points on the diagonal hit their target; the bar is the mean of a target's designs. Points lie beside each other by
 * their order, so the picture is the same for the same designs.
 */
export function simulatedAgainstTarget(
  rows: readonly ReachedTarget[],
  property: Property,
  title = `Simulated against target ${property.name}`,
): Figure {
  const methods = [...new Set(rows.map((row) => row.method))];
  const columns = methods.length <= 4 ? methods.length : Math.ceil(methods.length / Math.ceil(methods.length / 4));
  const lines = Math.ceil(methods.length / columns);
  const inner = {
    width: columns * (panel.width + panel.gapX) - panel.gapX,
    height: lines * (panel.height + panel.gapY) - panel.gapY,
  };
  const spacing = smallestSpacing(rows.map((row) => row.target));
  const range = sharedRange(rows, spacing);
  const dtick = tickStep(range[1] - range[0]);
  const data: Trace[] = [];
  const axes: Record<string, unknown> = {};
  const annotations: unknown[] = [];
  methods.forEach((method, index) => {
    const column = index % columns;
    const line = Math.floor(index / columns);
    const suffix = index === 0 ? '' : String(index + 1);
    const from = { x: column * (panel.width + panel.gapX), y: line * (panel.height + panel.gapY) };
    const x = [from.x / inner.width, (from.x + panel.width) / inner.width];
    const y = [1 - (from.y + panel.height) / inner.height, 1 - from.y / inner.height];
    const isLowest = index + columns >= methods.length;
    axes[`xaxis${suffix}`] = {
      ...{ domain: x, anchor: `y${suffix}`, range, dtick, showticklabels: isLowest },
      title: { text: isLowest ? propertyLabel(property, 'target') : '' },
    };
    axes[`yaxis${suffix}`] = {
      ...{ domain: y, anchor: `x${suffix}`, range, dtick, showticklabels: column === 0 },
      title: { text: column === 0 ? propertyLabel(property, 'simulated') : '' },
    };
    annotations.push({
      ...{ xref: 'paper', yref: 'paper', x: (x[0] + x[1]) / 2, y: y[1], xanchor: 'center', yanchor: 'bottom', yshift: 2 },
      ...{ text: method, showarrow: false, font: { size: 12 } },
    });
    const place = { xaxis: `x${suffix}`, yaxis: `y${suffix}`, showlegend: false };
    const own = rows.filter((row) => row.method === method);
    data.push(...panelTraces(own, spacing, range).map((trace) => ({ ...trace, ...place })));
  });
  return {
    data,
    layout: {
      ...{ title: { text: title, y: 1, yref: 'container', yanchor: 'top', pad: { t: 14 } }, margin, ...axes, annotations },
      width: inner.width + margin.l + margin.r,
      height: inner.height + margin.t + margin.b,
    },
  };
}

/** The diagonal, the designs and their means. */
function panelTraces(rows: readonly ReachedTarget[], spacing: number, range: readonly [number, number]): Trace[] {
  const spread = 0.5 * spacing;
  const diagonal = { type: 'scatter', mode: 'lines', x: range, y: range, line: { color: faint, width: 1, dash: 'dot' } };
  const points = {
    ...{ type: 'scatter', mode: 'markers', name: 'design', marker: { color: palette[0], size: 5, opacity: 0.55 } },
    x: rows.flatMap((row) => row.simulated.map((_, i) => row.target + spread * beside(i))),
    y: rows.flatMap((row) => row.simulated),
  };
  const drawn = rows.filter((row) => row.simulated.length > 1);
  const means = {
    ...{ type: 'scatter', mode: 'lines', name: 'mean', line: { color: ink, width: 2 }, hoverinfo: 'y' },
    x: drawn.flatMap((row) => [row.target - 0.6 * spread, row.target + 0.6 * spread, null]),
    y: drawn.flatMap((row) => [mean(row.simulated), mean(row.simulated), null]),
  };
  return [diagonal, points, means as unknown as Trace];
}

/** −½ … ½, evenly filled by the first numbers of any count (multiples of the golden ratio). */
export function beside(index: number): number {
  return ((index * 0.618033988749895 + 0.5) % 1) - 0.5;
}

function smallestSpacing(targets: readonly number[]): number {
  const sorted = [...new Set(targets)].sort((a, b) => a - b);
  return sorted.length < 2 ? 0.05 : Math.min(...sorted.slice(1).map((target, i) => target - sorted[i]));
}

/** One range for all axes, wide enough for every target and every design. */
function sharedRange(rows: readonly ReachedTarget[], spacing: number): [number, number] {
  const all = rows.flatMap((row) => [row.target, ...row.simulated]).filter(Number.isFinite);
  return [Math.min(...all) - spacing / 2, Math.max(...all) + spacing / 2];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** From tick to tick: 0.05 or 0.1 where the span is that of a share of light, else 1, 2 or 5 times a power of ten. */
function tickStep(span: number): number {
  if (span <= 0.35) return 0.05;
  const decade = 10 ** Math.floor(Math.log10(span / 10));
  return decade * [1, 2, 5, 10].find((times) => span <= 10.5 * times * decade)!;
}
