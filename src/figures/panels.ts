import type { Figure, Trace } from './style';

/** One panel of a figure: its own axes and what is drawn between them. */
export interface Panel {
  title: string;
  traces: readonly Trace[];
  xaxis?: Record<string, unknown>;
  yaxis?: Record<string, unknown>;
}

export interface PanelGridOptions {
  title: string;
  columns: number;
  /** CSS pixels of a panel between its axes, and from one to the next. */
  width?: number;
  height?: number;
  gapX?: number;
  gapY?: number;
  /** CSS pixels left of the first column and right of the last. */
  left?: number;
  right?: number;
  /** Above the panels, in one line, unless given: right of them, one name below the other, where there may be many. */
  legend?: 'beside';
}

/** A logarithmic axis from `low` to `high`, with numbers at powers of ten; at 2 and 5 times them too, where it spans few. */
export function logarithmicAxis(low: number, high: number): Record<string, unknown> {
  return {
    ...{ type: 'log', range: [Math.log10(low), Math.log10(high)], dtick: high / low < 50 ? 'D2' : 1, tickformat: '~g' },
    minor: { dtick: 'D1', ticks: 'outside', ticklen: 2, showgrid: false },
  };
}

const bottom = 52;
const legendFrom = 40;

/** Panels row by row, each with its title above it; a place without one stays empty. Traces of one name stand in the legend once. */
export function panelGrid(panels: readonly (Panel | undefined)[], options: PanelGridOptions): Figure {
  const { title, columns, width = 260, height = 180, gapX = 62, gapY = 78, left = 66, legend } = options;
  const rows = Math.ceil(panels.length / columns);
  const inner = { width: columns * (width + gapX) - gapX, height: rows * (height + gapY) - gapY };
  const named = new Set<string>();
  const isFirst = (name: string) => !named.has(name) && named.add(name) !== undefined;
  const data: Trace[] = [];
  const axes: Record<string, unknown> = {};
  const annotations: unknown[] = [];
  panels.forEach((panel, index) => {
    if (!panel) return;
    const suffix = index === 0 ? '' : String(index + 1);
    const from = { x: (index % columns) * (width + gapX), y: Math.floor(index / columns) * (height + gapY) };
    const x = [from.x / inner.width, (from.x + width) / inner.width];
    const y = [1 - (from.y + height) / inner.height, 1 - from.y / inner.height];
    // room for tick labels is in the gaps: automatic margins would move every panel
    axes[`xaxis${suffix}`] = { domain: x, anchor: `y${suffix}`, automargin: false, ...panel.xaxis };
    axes[`yaxis${suffix}`] = { domain: y, anchor: `x${suffix}`, automargin: false, ...panel.yaxis };
    annotations.push({
      ...{ xref: 'paper', yref: 'paper', x: x[0], y: y[1], xanchor: 'left', yanchor: 'bottom', yshift: 3 },
      ...{ text: panel.title, showarrow: false, align: 'left', font: { size: 12 } },
    });
    for (const trace of panel.traces) {
      const showlegend = trace.showlegend !== false && trace.name !== undefined && isFirst(trace.name);
      data.push({ ...trace, xaxis: `x${suffix}`, yaxis: `y${suffix}`, legendgroup: trace.name, showlegend });
    }
  });
  const isAbove = named.size > 0 && legend !== 'beside';
  const right = legend === 'beside' ? legendWidth([...named]) : (options.right ?? 24);
  const titleLines = Math.max(...panels.slice(0, columns).map((panel) => panel?.title.split('<br>').length ?? 1));
  const top = legendFrom + (isAbove ? 24 : 0) + 10 + 16 * titleLines;
  const whole = { width: inner.width + left + right, height: inner.height + top + bottom };
  const above = { orientation: 'h', x: 0, xanchor: 'left', yref: 'container', y: 1 - legendFrom / whole.height, yanchor: 'top' };
  // each name is a group of its own: the usual gap between groups would push the last of a dozen out of the picture
  const beside = { x: 1, xanchor: 'left', y: 1, yanchor: 'top', tracegroupgap: 0 };
  return {
    data,
    layout: {
      title: { text: title, y: 1, yref: 'container', yanchor: 'top', pad: { t: 14 } },
      legend: legend === 'beside' ? beside : above,
      ...{ ...axes, annotations, ...whole, margin: { l: left, r: right, t: top, b: bottom } },
    },
  };
}

/** CSS pixels that names and their samples take in a legend beside the panels. */
const legendWidth = (names: readonly string[]): number => 76 + 6.8 * Math.max(0, ...names.map(({ length }) => length));
