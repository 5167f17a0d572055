import { contactSheet } from '../figures/microstructures';
import { renderFigure } from '../figures/render';
import type { Figure, Layout } from '../figures/style';
import type { Representations } from './display';
import {
  type Drawable,
  describeMicrostructures,
  drawMicrostructures,
  isDrawable,
  listMicrostructures,
  toFigure,
} from './drawable';
import { withHoverText } from './hover';

/** A display message: data and metadata by media type. */
export interface Shown {
  data: Representations;
  metadata: Representations;
}

/** The colour of the card that a figure lies on: its inks are made for a light ground, whatever the page's theme. */
const card = '#f7f6f3';

/**
 * How a value shows itself in a cell: microstructures as a picture, figures as plotly figures with a picture for front ends
 * that do not know plotly; nothing for any other value.
 */
export async function representationsOf(value: unknown, name?: string): Promise<Shown | undefined> {
  return isDrawable(value) ? drawableRepresentations(value, name) : undefined;
}

export async function drawableRepresentations(value: Drawable, name?: string): Promise<Shown> {
  const images = listMicrostructures(value);
  const isOneSize = images?.every(({ width, height }) => width === images[0].width && height === images[0].height);
  if (!images) return figureRepresentations(toFigure(value), name ? `figure ${name}` : 'figure');
  if (!isOneSize) contactSheet(images.map((microstructure) => ({ microstructure }))); // which says what is wrong
  const { png, width, height } = drawMicrostructures(images);
  const data = { 'image/png': png.toString('base64'), 'text/plain': describeMicrostructures(images) };
  return { data, metadata: { 'image/png': { width, height } } };
}

async function figureRepresentations(figure: Figure, text: string): Promise<Shown> {
  const onCard = { data: figure.data, layout: { paper_bgcolor: card, ...figure.layout, ...legendOnCard(figure.layout) } };
  // one pixel to one of the page: some front ends show the picture at its own size until plotly has drawn the figure
  const { png, figure: drawn } = await renderFigure(onCard, 1);
  const config = { displaylogo: false, responsive: false };
  return {
    data: {
      'application/vnd.plotly.v1+json': { ...withHoverText(drawn), config },
      'image/png': png.toString('base64'),
      'text/plain': text,
    },
    metadata: {},
  };
}

/** A legend beside the axes, or in one line above them, lies on the card without a ground of its own. */
function legendOnCard({ legend }: Layout): Partial<Layout> {
  const { orientation, x = 0, xanchor } = (legend ?? {}) as { orientation?: string; x?: number; xanchor?: string };
  const isBeside = !legend || (x >= 1 && xanchor === 'left');
  return isBeside || orientation === 'h' ? { legend: { bgcolor: card, ...(legend as object) } } : {};
}
