/** A plotly figure as notebooks keep it. */
export interface PlotlyFigure {
  data: { name?: string; showlegend?: boolean }[];
  layout: Layout;
}

interface Layout {
  width?: number;
  height?: number;
  title?: string | { text?: string };
  images?: unknown[];
  showlegend?: boolean;
  legend?: object;
  margin?: object;
  [attribute: string]: unknown;
}

/** A layout for the room that there is, and how much smaller all of it is shown. */
export interface Fit {
  layout: Layout & { width: number; height: number };
  scale: number;
}

/** Smaller than this, words cannot be read; the figure is then shown so large, and scrolls sideways. */
const scales = { least: 0.55, scrolling: 0.65 };
const legendRow = 19;
const titleRow = 18;
/** Mean width of a letter of a title, CSS pixels. */
const letter = 8;

/** A figure for `available` CSS pixels: a single plot is drawn narrower, anything else is shown smaller. */
export function fitFigure({ data, layout }: PlotlyFigure, available: number): Fit {
  const { width = 640, height = 400 } = layout;
  const copy = { ...structuredClone(layout), width, height };
  if (available >= width) return { layout: copy, scale: 1 };
  if (!isSinglePlot(data, layout)) {
    const scale = available / width;
    return { layout: copy, scale: scale < scales.least ? scales.scrolling : scale };
  }
  const names = data.filter((trace) => trace.name && trace.showlegend !== false);
  const hasLegend = layout.showlegend ?? names.length > 1;
  const legendHeight = hasLegend ? names.length * legendRow : 0;
  const title = titleRows(layout.title, available);
  const titleHeight = title.length * titleRow;
  return {
    layout: {
      ...copy,
      width: available,
      height: height + legendHeight + titleHeight - titleRow,
      title: { ...(typeof copy.title === 'object' ? copy.title : {}), text: title.join('<br>') },
      legend: { ...copy.legend, ...{ orientation: 'h', x: 0, xanchor: 'left', y: -0.24, yanchor: 'top' } },
      margin: { ...copy.margin, l: 52, r: 14, t: 30 + titleHeight },
    },
    scale: 1,
  };
}

function isSinglePlot(data: unknown[], layout: Layout): boolean {
  const axes = Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key));
  return data.length > 0 && !layout.images?.length && axes.every((axis) => axis === 'xaxis' || axis === 'yaxis');
}

/** The words of a title in rows that fit. */
function titleRows(title: Layout['title'], width: number): string[] {
  const text = typeof title === 'string' ? title : (title?.text ?? '');
  const most = Math.floor((width - 24) / letter);
  const rows: string[] = [];
  for (const word of text.split(/<br>| /)) {
    const last = rows.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= most) rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows;
}
