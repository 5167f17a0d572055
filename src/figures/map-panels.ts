import { signedScale } from './colours';
import type { Pieces } from './outline';
import { axisLabel, type Figure, ink, type Trace } from './style';

/** A rectangle of a plane cut into equal boxes, with a value in each: `values[row * columns + column]`, first row on top. */
export interface MapPlane {
  readonly rows: number;
  readonly columns: number;
  /** Where the rectangle starts and ends, along the columns and downwards. */
  readonly across: readonly [from: number, to: number];
  readonly down: readonly [from: number, to: number];
  /** Names of the two coordinates. */
  readonly names: readonly [across: string, down: string];
  /** Unit of lengths. */
  readonly unit: string;
}

/** One map of a figure. */
export interface MapPanel {
  readonly title: string;
  readonly values: ArrayLike<number>;
  /** Whether values have a sign: colours then part at zero. */
  readonly signed?: boolean;
  /** Values of the first and last colour; by default those of the map itself. */
  readonly range?: readonly [from: number, to: number];
}

export interface MapPanelOptions {
  readonly title: string;
  readonly subtitle?: string;
  /** Lines drawn over every map. */
  readonly outline: Pieces;
  /** Words right of the maps, beside the place downwards where they belong. */
  readonly notes?: readonly { readonly text: string; readonly at: number }[];
}

const panelWidth = 240;
const gap = 22;
const margin = { l: 72, b: 104 };
/** CSS pixels from the maps down to their colour bars. */
const barBelow = 52;
/** CSS pixels from one tick to the next, at least. */
const pixelsPerTick = 40;
/** Digits that a colour can show; more only make the file longer. */
const shownDigits = 3;

/** Maps of one plane side by side, both axes to one scale, each with its colours below it. */
export function mapPanels(plane: MapPlane, panels: readonly MapPanel[], options: MapPanelOptions): Figure {
  const { rows, columns, across, down, names, unit } = plane;
  const width = panels.length * (panelWidth + gap) - gap;
  const height = Math.round((panelWidth * (down[1] - down[0])) / (across[1] - across[0]));
  const right = options.notes ? 84 : 24;
  const top = options.subtitle ? 86 : 68;
  const data: Trace[] = [];
  const axes: Record<string, unknown> = {};
  const annotations: unknown[] = [];
  panels.forEach((panel, index) => {
    const suffix = index === 0 ? '' : String(index + 1);
    const left = index * (panelWidth + gap);
    const domain = [left / width, (left + panelWidth) / width];
    axes[`xaxis${suffix}`] = {
      ...{ domain, anchor: `y${suffix}`, range: across, nticks: Math.ceil(panelWidth / pixelsPerTick), showgrid: false },
      title: { text: axisLabel(names[0], unit) },
    };
    axes[`yaxis${suffix}`] = {
      ...{
        anchor: `x${suffix}`,
        range: [down[1], down[0]],
        nticks: Math.ceil(height / pixelsPerTick),
        showgrid: false,
        showticklabels: index === 0,
      },
      title: { text: index === 0 ? axisLabel(names[1], unit) : '' },
    };
    annotations.push({
      ...{ xref: 'paper', yref: 'paper', x: (domain[0] + domain[1]) / 2, y: 1, xanchor: 'center', yanchor: 'bottom', yshift: 4 },
      ...{ text: panel.title, showarrow: false, font: { size: 12 } },
    });
    const place = { xaxis: `x${suffix}`, yaxis: `y${suffix}`, showlegend: false };
    const step = [(across[1] - across[0]) / columns, (down[1] - down[0]) / rows];
    const [zmin, zmax] = panel.range ?? ownRange(panel);
    data.push({
      ...{ type: 'heatmap', ...place, zmin, zmax, colorscale: panel.signed ? signedScale : 'Viridis' },
      ...{ x0: across[0] + step[0] / 2, dx: step[0], y0: down[0] + step[1] / 2, dy: step[1] },
      z: Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => Number(panel.values[row * columns + column].toPrecision(shownDigits))),
      ),
      colorbar: {
        ...{ orientation: 'h', thickness: 10, lenmode: 'pixels', len: panelWidth, xpad: 0, ypad: 0, nticks: 6 },
        ...{ x: (domain[0] + domain[1]) / 2, xanchor: 'center', y: -barBelow / height, yanchor: 'top' },
      },
    });
    const line = { color: panel.signed ? ink : 'white', width: 1 };
    data.push({ ...{ type: 'scatter', mode: 'lines', ...place, line, hoverinfo: 'skip' }, ...(options.outline as object) });
  });
  for (const { text, at } of options.notes ?? []) {
    const y = (down[1] - at) / (down[1] - down[0]);
    const style = { xanchor: 'left', yanchor: 'middle', xshift: 8, showarrow: false, font: { size: 12 } };
    annotations.push({ xref: 'paper', yref: 'paper', x: 1, y, text, ...style });
  }
  const subtitle = options.subtitle && { subtitle: { text: options.subtitle, font: { size: 12 } } };
  return {
    data,
    layout: {
      title: { ...{ text: options.title, y: 1, yref: 'container', yanchor: 'top', pad: { t: 16 } }, ...subtitle },
      ...{ ...axes, annotations, margin: { ...margin, t: top, r: right, autoexpand: false } },
      ...{ width: width + margin.l + right, height: height + top + margin.b },
    },
  };
}

/** From the least to the largest value, or as far on either side of zero where values have a sign. */
function ownRange({ values, signed }: MapPanel): readonly [number, number] {
  const list = Array.from(values);
  const [least, most] = [Math.min(...list), Math.max(...list)];
  const reach = Math.max(-least, most);
  return signed ? [-reach, reach] : [Math.min(0, least), most];
}
