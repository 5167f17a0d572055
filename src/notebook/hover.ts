import type { Figure, Layout, Trace } from '../figures/style';

/** What is used of a plotly axis. */
interface Axis {
  title?: string | { text?: string };
  type?: string;
}

/** Steps that the pointer tells apart within the values of a trace, at least. */
const steps = 100;

/**
 * The figure with words for the pointer at each trace that has none of its own: the name of what is pointed at, the quantities
 * as the axes name them, their units, and as many digits as tell a hundredth of the trace's range.
 */
export function withHoverText({ data, layout }: Figure): Figure {
  return { data: data.map((trace) => ({ ...hoverText(trace, layout), ...trace })), layout };
}

function hoverText(trace: Trace, layout: Layout): Partial<Trace> {
  const { type = 'scatter', hoverinfo } = trace;
  if (trace.hovertemplate || hoverinfo === 'skip' || hoverinfo === 'none') return {};
  if (!['scatter', 'bar', 'heatmap'].includes(type)) return hoverFormats(trace);
  const head = [trace.name && `<b>${trace.name}</b>`, Array.isArray(trace.text) && '%{text}'];
  const quantities = [line('x', trace, layout), line('y', trace, layout), type === 'heatmap' && depthLine(trace)];
  return { hovertemplate: `${[...head, ...quantities].filter(Boolean).join('<br>')}<extra></extra>` };
}

/** For boxes, histograms and the like, which have words of their own: only the digits. */
function hoverFormats(trace: Trace): Partial<Trace> {
  const formats = (['x', 'y'] as const).flatMap((letter) => {
    const format = digits(trace[letter]);
    return format ? [[`${letter}hoverformat`, format]] : [];
  });
  return Object.fromEntries(formats);
}

/** "wavelength: 600 nm" */
function line(letter: 'x' | 'y', trace: Trace, layout: Layout): string {
  const { title, type } = findAxis(letter, trace, layout);
  return quantity(titleText(title) || letter, letter, digits(trace[letter], type === 'log'));
}

function depthLine({ z, colorbar }: Trace): string {
  const title = titleText((colorbar as { title?: Axis['title'] } | undefined)?.title);
  return quantity(title || 'value', 'z', digits((z as ArrayLike<number>[] | undefined)?.[0] ?? []));
}

/** The trace's own axis; of a row of panels only the first may say what it shows. */
function findAxis(letter: 'x' | 'y', trace: Trace, layout: Layout): Axis {
  const own = (trace[`${letter}axis`] as string | undefined) ?? letter;
  const axis = (layout[own.replace(letter, `${letter}axis`)] ?? {}) as Axis;
  if (titleText(axis.title)) return axis;
  const others = Object.keys(layout).filter((key) => key.startsWith(`${letter}axis`));
  const named = others.map((key) => layout[key] as Axis).find(({ title }) => titleText(title));
  return { ...axis, title: named?.title };
}

const titleText = (title: Axis['title']): string => (typeof title === 'string' ? title : (title?.text ?? ''));

/** An axis title has its unit in brackets; here it stands behind the number. */
function quantity(title: string, letter: string, format: string): string {
  const [, name, unit] = /^(.*?)(?: \(([^()]*)\))?$/s.exec(title.replace(/<br>/g, ' ')) ?? [];
  const space = unit && !unit.startsWith('%') ? ' ' : '\u202f';
  return `${name}: %{${letter}${format && `:${format}`}}${unit ? space + unit : ''}`;
}

/** A number format of d3; none for words. */
function digits(values: ArrayLike<unknown> | undefined, isLogarithmic = false): string {
  const numbers = Array.from(values ?? []).filter((value): value is number => Number.isFinite(value));
  if (numbers.length === 0) return '';
  if (isLogarithmic) return '.3~g';
  if (numbers.every(Number.isInteger)) return 'd';
  const range = numbers.reduce((a, b) => Math.max(a, b)) - numbers.reduce((a, b) => Math.min(a, b));
  const scale = range || Math.abs(numbers[0]) || 1;
  const decimals = Math.ceil(Math.log10(steps / scale) - 1e-9);
  return decimals > 8 ? '.3~e' : `.${Math.max(0, decimals)}f`;
}
