import type { SKRSContext2D } from '@napi-rs/canvas';
import { fontFamily } from './style';

/** A rectangle in the coordinates of the page, as `getBoundingClientRect` gives it. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

// The page is plain JavaScript to us, as in plotly.ts.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Page = any;

/** How much of a text lies left of its anchor. */
const shareLeftOfAnchor: Record<string, number | undefined> = { start: 0, middle: 0.5, end: 1 };
const lineHeight = 1.2;

/**
 * Gives texts, and groups of them, the size and the place that the font files say, where jsdom gives zeros: plotly asks
 * for them to keep axis titles clear of tick labels and labels inside the picture.
 */
export function measureText(window: Page, context: SKRSContext2D): void {
  const ownBox = (text: Page): Box => {
    const style = window.getComputedStyle(text);
    const size = Number.parseFloat(style.fontSize) || 12;
    const isBold = style.fontWeight === 'bold' || Number(style.fontWeight) >= 600;
    context.font = `${isBold ? 'bold ' : ''}${size}px "${fontFamily}"`;
    const lines = [...text.querySelectorAll('tspan.line')];
    const texts: string[] = (lines.length ? lines : [text]).map((line: Page) => line.textContent ?? '');
    const width = Math.max(...texts.map((line) => context.measureText(line).width));
    const left = numberOf(text, 'x') - width * (shareLeftOfAnchor[text.getAttribute('text-anchor')] ?? 0);
    const top = numberOf(text, 'y') - size;
    return { left, top, right: left + width, bottom: top + size * lineHeight * texts.length };
  };
  const boxOf = (element: Page): Box => {
    const texts: Page[] = element.tagName === 'g' ? [...element.querySelectorAll('text')] : [element];
    return union(texts.filter((text) => text.textContent).map((text) => onPage(text, ownBox(text))));
  };
  const isMeasured = (element: Page) => ['text', 'tspan', 'g'].includes(element.tagName);
  const { SVGElement, Element } = window;
  SVGElement.prototype.getBBox = function () {
    return isMeasured(this) ? rectangle(this.tagName === 'g' ? boxOf(this) : ownBox(this)) : rectangle(nothing);
  };
  SVGElement.prototype.getComputedTextLength = function () {
    return rectangle(ownBox(this)).width;
  };
  const boxOfOthers = Element.prototype.getBoundingClientRect;
  Element.prototype.getBoundingClientRect = function () {
    return isMeasured(this) ? rectangle(boxOf(this)) : boxOfOthers.call(this);
  };
}

const nothing: Box = { left: 0, top: 0, right: 0, bottom: 0 };

function rectangle(box: Box) {
  return { ...box, x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top };
}

function numberOf(element: Page, attribute: string): number {
  return Number.parseFloat(element.getAttribute(attribute)) || 0;
}

function union(boxes: Box[]): Box {
  if (boxes.length === 0) return nothing;
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** The box that holds `box` after the transforms of an element and of all that it lies in. */
function onPage(element: Page, box: Box): Box {
  let corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y): [number, number] => [x, y]));
  for (let at = element; at?.getAttribute; at = at.parentNode) {
    const steps = [...(at.getAttribute('transform') ?? '').matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)].reverse();
    for (const [, kind, list] of steps) {
      const numbers = list.split(/[\s,]+/).map(Number);
      corners = corners.map(([x, y]) => transformed(kind, numbers, x, y));
    }
  }
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function transformed(kind: string, [a, b = kind === 'scale' ? a : 0, c = 0]: number[], x: number, y: number): [number, number] {
  if (kind === 'translate') return [x + a, y + b];
  if (kind === 'scale') return [x * a, y * b];
  const cos = Math.cos((a * Math.PI) / 180);
  const sin = Math.sin((a * Math.PI) / 180);
  return [b + cos * (x - b) - sin * (y - c), c + sin * (x - b) + cos * (y - c)];
}
