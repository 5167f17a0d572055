import type { Property } from '../simulation/property';

/** One drawn thing of a figure: a plotly trace, named by its type, with whatever attributes that type has. */
export interface Trace {
  type?: string;
  name?: string;
  x?: ArrayLike<number | string>;
  y?: ArrayLike<number | string>;
  [attribute: string]: unknown;
}

/** A plotly layout; `width` and `height` are CSS pixels. */
export interface Layout {
  width?: number;
  height?: number;
  [attribute: string]: unknown;
}

/** A figure as plotly describes it: what is drawn, and the paper it is drawn on. */
export interface Figure {
  data: Trace[];
  layout: Layout;
}

/** Eight colours that colour-blind readers can tell apart, the strongest on white first (Okabe and Ito 2008). */
export const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#b0a800'] as const;

/** A colour of the palette, so much of it that what lies below is seen. */
export function translucent(color: string, opacity: number): string {
  const [red, green, blue] = [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}

export const ink = '#262626';
export const faint = '#8c8c8c';
/** The font that figures are measured and drawn with; pages without it use Verdana, which is as wide. */
export const fontFamily = 'DejaVu Sans';

const axis = {
  automargin: true,
  showline: true,
  linecolor: ink,
  linewidth: 1,
  ticks: 'outside',
  ticklen: 4,
  tickcolor: ink,
  gridcolor: '#e6e6e6',
  zeroline: false,
  title: { font: { size: 13 }, standoff: 8 },
};

const colorbar = { thickness: 12, outlinewidth: 0, ticks: 'outside', ticklen: 3 };

/** The house style as a plotly template: it gives defaults, so anything that a figure says itself wins. */
export const houseStyle = {
  layout: {
    font: { family: `${fontFamily}, Verdana, sans-serif`, size: 12, color: ink },
    title: { font: { size: 14 }, x: 0.02, xanchor: 'left' },
    colorway: palette,
    colorscale: { sequential: 'Viridis' },
    paper_bgcolor: 'white',
    plot_bgcolor: 'white',
    margin: { l: 72, r: 24, t: 48, b: 52 },
    legend: { bgcolor: 'rgba(255,255,255,0.85)', font: { size: 11 } },
    bargap: 0,
    xaxis: axis,
    yaxis: axis,
  },
  data: { heatmap: [{ colorscale: 'Viridis', colorbar }] },
};

/** The figure in the house style, 640 × 400 where it names no size. */
export function inHouseStyle(figure: Figure): Figure {
  return { data: figure.data, layout: { template: houseStyle, width: 640, height: 400, ...figure.layout } };
}

/** A property as the title of an axis, after some words of one's own: "target absorption". */
export const propertyLabel = ({ name, label = name, unit }: Property, before = ''): string =>
  axisLabel(`${before} ${label}`.trim(), unit);

/** A sentence or title that begins with a small letter, with a capital one. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An axis title: the quantity and, in brackets, its unit. */
export function axisLabel(quantity: string, unit?: string): string {
  return unit ? `${quantity} (${unit})` : quantity;
}
