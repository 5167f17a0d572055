import { type Figure, ink } from './style';

/** A place on the page: CSS pixels right and down of its upper left corner. */
export type Place = readonly [x: number, y: number];

/** A rounded box with words in its middle. */
export interface DiagramBox {
  /** Its middle. */
  at: Place;
  width: number;
  height: number;
  /** Lines are parted by <br>. */
  text: string;
  fill?: string;
  line?: string;
  fontSize?: number;
}

/** A line from place to place, with a head at its end. */
export interface DiagramArrow {
  through: readonly Place[];
  color: string;
  dash?: string;
  width?: number;
  /** A curve that leaves upwards and comes back down, instead of straight pieces. */
  arched?: boolean;
  /** Left out for a plain line. */
  headless?: boolean;
}

/** Words on the page. */
export interface DiagramText {
  at: Place;
  text: string;
  anchor?: 'left' | 'center' | 'right';
  color?: string;
  fontSize?: number;
}

export interface Diagram {
  title: string;
  width: number;
  height: number;
  boxes: readonly DiagramBox[];
  arrows: readonly DiagramArrow[];
  texts?: readonly DiagramText[];
}

export const boxFontSize = 12;
export const textFontSize = 11;
const cornerRadius = 6;
const headLength = 10;
const headWidth = 9;

/** Boxes, arrows and words as a figure whose axes, not drawn, count CSS pixels. */
export function drawDiagram({ title, width, height, boxes, arrows, texts = [] }: Diagram): Figure {
  const hidden = { visible: false, fixedrange: true };
  return {
    data: [],
    layout: {
      title: { text: title, y: 1, yref: 'container', yanchor: 'top', pad: { t: 14 } },
      ...{ width, height, margin: { l: 0, r: 0, t: 0, b: 0 } },
      xaxis: { ...hidden, range: [0, width] },
      yaxis: { ...hidden, range: [height, 0] },
      shapes: [...arrows.map(drawLine), ...boxes.map(drawBox), ...arrows.filter(({ headless }) => !headless).map(drawHead)],
      annotations: [...boxes.map(boxText), ...texts.map(drawText)],
    },
  };
}

function drawBox({ at: [x, y], width, height, fill = 'white', line = ink }: DiagramBox) {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  const r = Math.min(cornerRadius, width / 2, height / 2);
  const path = [
    `M ${left + r},${top} L ${right - r},${top} Q ${right},${top} ${right},${top + r}`,
    `L ${right},${bottom - r} Q ${right},${bottom} ${right - r},${bottom}`,
    `L ${left + r},${bottom} Q ${left},${bottom} ${left},${bottom - r} L ${left},${top + r} Q ${left},${top} ${left + r},${top} Z`,
  ].join(' ');
  return { type: 'path', path, fillcolor: fill, line: { color: line, width: 1.5 } };
}

function drawLine({ through, color, dash = 'solid', width = 2, arched, headless }: DiagramArrow) {
  const [first, ...rest] = through;
  const last = through[through.length - 1];
  // the line stops inside the head, or its end would blunt the point
  const end = headless ? last : towards(last, beforeEnd(through, arched), headLength / 2);
  const apex = Math.min(first[1], last[1]) - 0.28 * Math.abs(last[0] - first[0]);
  const pieces = arched
    ? [`C ${first[0]},${apex} ${last[0]},${apex} ${end[0]},${end[1]}`]
    : [...rest.slice(0, -1), end].map(([x, y]) => `L ${x},${y}`);
  return { type: 'path', path: [`M ${first[0]},${first[1]}`, ...pieces].join(' '), line: { color, width, dash }, opacity: 1 };
}

/** The head is a shape: plotly's own arrows measure paths, which a page without a browser cannot. */
function drawHead({ through, color, arched }: DiagramArrow) {
  const last = through[through.length - 1];
  const [x, y] = towards(last, beforeEnd(through, arched), headLength);
  const across: Place = [((last[1] - y) * headWidth) / headLength / 2, ((x - last[0]) * headWidth) / headLength / 2];
  const corners = [last, [x + across[0], y + across[1]], [x - across[0], y - across[1]]];
  const path = `M ${corners.map((corner) => corner.join()).join(' L ')} Z`;
  return { type: 'path', path, fillcolor: color, line: { color, width: 0 } };
}

/** A place that the end is reached from: curves come down on it. */
const beforeEnd = (through: readonly Place[], arched = false): Place => {
  const [x, y] = through[through.length - 1];
  return arched ? [x, y - 1] : through[through.length - 2];
};

/** The place so far from one place towards another. */
function towards([x, y]: Place, [toX, toY]: Place, distance: number): Place {
  const length = Math.hypot(toX - x, toY - y);
  return [x + ((toX - x) * distance) / length, y + ((toY - y) * distance) / length];
}

function boxText({ at: [x, y], text, fontSize = boxFontSize }: DiagramBox) {
  return { x, y, text, showarrow: false, align: 'center', xanchor: 'center', yanchor: 'middle', font: { size: fontSize } };
}

function drawText({ at: [x, y], text, anchor = 'center', color = ink, fontSize = textFontSize }: DiagramText) {
  const font = { size: fontSize, color };
  return { x, y, text, showarrow: false, align: anchor, xanchor: anchor, yanchor: 'middle', font };
}
