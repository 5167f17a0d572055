import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import { repositoryRoot } from '../runs/files';
import { type Figure, fontFamily } from './style';
import { measureText } from './text-boxes';

/** plotly.js as it stands in a page without a browser. */
export interface OfflinePlotly {
  /** The figure as the text of an SVG file; the same figure gives the same text. */
  drawSvg(figure: Figure): Promise<string>;
}

/** The font files that figures are measured and drawn with. */
export const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf', 'DejaVuSans-BoldOblique.ttf'].map(
  (file) => join(repositoryRoot, 'node_modules/dejavu-fonts-ttf/ttf', file),
);

let loading: Promise<OfflinePlotly> | undefined;

/** Loads plotly.js, once (about a second). */
export function loadPlotly(): Promise<OfflinePlotly> {
  loading ??= startPlotly();
  return loading;
}

/** jsdom draws nothing and measures nothing: text is measured, and heat maps are drawn, on a canvas outside it. */
async function startPlotly(): Promise<OfflinePlotly> {
  const [{ JSDOM }, canvas] = await Promise.all([import('jsdom'), import('@napi-rs/canvas')]);
  for (const file of fontFiles) canvas.GlobalFonts.registerFromPath(file, fontFamily);
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only', pretendToBeVisual: true });
  addMissingParts(window);
  measureText(window, canvas.createCanvas(8, 8).getContext('2d'));
  drawCanvases(window, canvas);
  const restartRandom = fixRandom(window);
  window.eval(readFileSync(require.resolve('plotly.js'), 'utf8'));
  return {
    drawSvg: ({ data, layout }) => {
      restartRandom();
      const { width, height } = layout;
      return window.Plotly.toImage({ data, layout }, { format: 'svg', width, height, imageDataOnly: true });
    },
  };
}

// The window is plain JavaScript to us: plotly is let loose in it and half of it is replaced.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Page = any;
type CanvasLibrary = typeof import('@napi-rs/canvas');

function addMissingParts(window: Page): void {
  Object.assign(window, { TextDecoder, TextEncoder });
  Object.assign(window.URL, { createObjectURL: () => 'blob:none', revokeObjectURL: () => undefined });
  window.matchMedia = () => ({ matches: false, addListener() {}, addEventListener() {} });
}

/** Puts a real canvas behind each canvas element, as heat maps draw their pixels on one. */
function drawCanvases(window: Page, { createCanvas }: CanvasLibrary): void {
  const canvases = new WeakMap<object, Canvas>();
  const canvasOf = (element: Page) => {
    const width = Math.max(1, element.width);
    const height = Math.max(1, element.height);
    const held = canvases.get(element);
    if (held?.width === width && held.height === height) return held;
    const fresh = createCanvas(width, height);
    canvases.set(element, fresh);
    return fresh;
  };
  window.HTMLCanvasElement.prototype.getContext = function (kind: string) {
    return kind === '2d' ? canvasOf(this).getContext('2d') : null;
  };
  window.HTMLCanvasElement.prototype.toDataURL = function () {
    return `data:image/png;base64,${canvasOf(this).toBuffer('image/png').toString('base64')}`;
  };
}

/** plotly names its elements by Math.random; a generator that starts anew for each figure keeps the files the same. */
function fixRandom(window: Page): () => void {
  let state = 1;
  window.Math.random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
  return () => {
    state = 1;
  };
}
