import { contactSheet } from '../figures/microstructures';
import { drawSheet } from '../figures/sheet-picture';
import type { Figure } from '../figures/style';
import { volumeFraction } from '../microstructure/descriptors';
import type { Microstructure } from '../microstructure/microstructure';

/** Something that knows how it is drawn. */
export interface HasFigure {
  figure(): Figure;
}

/** What a notebook draws: a figure, something that has one, a microstructure, or several of one size. */
export type Drawable = Figure | HasFigure | Microstructure | readonly Microstructure[];

export const isFigure = (value: unknown): value is Figure =>
  isObject(value) && Array.isArray(value.data) && isObject(value.layout) && Object.keys(value).length === 2;

const hasFigure = (value: unknown): value is HasFigure => isObject(value) && typeof value.figure === 'function';

export function isMicrostructure(value: unknown): value is Microstructure {
  if (!isObject(value) || !(value.pixels instanceof Uint8Array)) return false;
  return typeof value.width === 'number' && value.pixels.length === value.width * (value.height as number);
}

const areMicrostructures = (value: unknown): value is Microstructure[] =>
  Array.isArray(value) && value.length > 0 && value.every(isMicrostructure);

export const isDrawable = (value: unknown): value is Drawable =>
  isFigure(value) || hasFigure(value) || isMicrostructure(value) || areMicrostructures(value);

/** A drawable as a figure. */
export function toFigure(value: Drawable): Figure {
  if (hasFigure(value)) return value.figure();
  if (isFigure(value)) return value;
  return contactSheet(asList(value).map((microstructure) => ({ microstructure })));
}

/** Microstructures alone, as a list; nothing for what needs a figure. */
export function listMicrostructures(value: Drawable): readonly Microstructure[] | undefined {
  return isMicrostructure(value) || areMicrostructures(value) ? asList(value) : undefined;
}

const asList = (value: Microstructure | readonly Microstructure[]): readonly Microstructure[] =>
  isMicrostructure(value) ? [value] : value;

/** CSS pixels that the side of a single image is near, and of one among several. */
const nearSide = { single: 224, several: 112 };
const gap = 10;
const mostColumns = 5;

/** A picture of microstructures of one size without words, transparent between them; its size is in CSS pixels. */
export function drawMicrostructures(images: readonly Microstructure[]): { png: Buffer; width: number; height: number } {
  const columns = Math.min(images.length, mostColumns);
  const side = images.length === 1 ? nearSide.single : nearSide.several;
  const magnification = Math.max(1, Math.round(side / images[0].width));
  const pitch = { x: images[0].width * magnification + gap, y: images[0].height * magnification + gap };
  const sheet = { width: columns * pitch.x - gap + 2, height: Math.ceil(images.length / columns) * pitch.y - gap + 2 };
  return { png: drawSheet(images, columns, magnification, pitch, sheet), ...sheet };
}

/** "a microstructure of 64 × 64 pixels, 36 % of it phase 1" */
export function describeMicrostructures(images: readonly Microstructure[]): string {
  const [{ width, height }] = images;
  const size = `${width} × ${height} pixels`;
  if (images.length > 1) return `${images.length} microstructures of ${size}`;
  return `a microstructure of ${size}, ${Math.round(100 * volumeFraction(images[0]))} % of it phase 1`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
