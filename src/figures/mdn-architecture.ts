import type { DatasetSettings } from '../datasets/dataset';
import { mixtureOutputs } from '../mdn/settings';
import { inputsOf, layers, units } from '../mdn/trunk';
import { type DiagramArrow, type DiagramBox, type DiagramText, drawDiagram, type Place } from './diagram';
import { type Figure, ink, palette } from './style';

/** The sizes that the drawing names. */
export interface MdnSizes {
  /** K, Gaussians of the mixture. */
  components: number;
  datasets: readonly Pick<DatasetSettings, 'name' | 'latentSide'>[];
  property: { readonly name: string };
}

const page = { width: 1000, height: 376 };
const middle = 208;
const input = { x: 58, width: 76, height: 66 };
const layer = { first: 190, pitch: 128, width: 86, height: 96 };
const mixture = { x: 694, width: 96, height: 176 };
const heads = { x: 880, width: 196, height: 52, pitch: 62 };

/** A colour for what comes from y, from the first layer, and from the second. */
const sources = [palette[0], palette[1], palette[2]];
const dashes = ['solid', 'dash', 'dot'];

/** The mixture density network with its real sizes (Figure 2 of the paper). */
export function mdnArchitecture({ components, datasets, property }: MdnSizes): Figure {
  const x = [input.x, ...Array.from({ length: layers }, (_, i) => layer.first + i * layer.pitch)];
  const boxes: DiagramBox[] = [
    { at: [x[0], middle], ...input, text: `${property.name.replace(/ /g, '<br>')}<br><i>y</i>`, fill: '#fdf0e6' },
    ...x.slice(1).map((at): DiagramBox => {
      return { at: [at, middle], ...layer, text: `dense ${units}<br>BN<br>ReLU`, fill: '#e6f1f8' };
    }),
    {
      at: [mixture.x, middle],
      ...mixture,
      text: 'mixture<br>layer<br><br><i>K</i> (1 + 2 <i>M</i>)<br>outputs',
      fill: '#e4f4ee',
    },
    ...mixtureHeads(components),
  ];
  return drawDiagram({
    title: `The mixture density network: ${layers} densely connected layers and a mixture of ${components} Gaussians`,
    ...page,
    ...{ boxes, arrows: [...forward(x), ...shortcuts(x)], texts: [...inputCounts(x), ...outputCounts(components, datasets)] },
  });
}

/** What the mixture layer gives, and by which activation. */
function mixtureHeads(components: number): DiagramBox[] {
  const texts = [
    `mixing coefficients π<sub>k</sub><br><i>K</i> = ${components}, softmax`,
    'means μ<sub>k</sub> of <i>z</i><br><i>K M</i>, linear',
    'standard deviations σ<sub>k</sub><br><i>K M</i>, ELU + 1',
  ];
  return texts.map((text, i) => ({ at: [heads.x, middle + (i - 1) * heads.pitch], ...heads, text }));
}

/** Straight on: from each layer to the next, from the last to the mixture layer and from there to its outputs. */
function forward(x: readonly number[]): DiagramArrow[] {
  const half = (i: number): number => (i === 0 ? input.width : layer.width) / 2;
  const straight = (from: Place, to: Place): DiagramArrow => ({ through: [from, to], color: ink, width: 1.5 });
  const ends = [...x.slice(1).map((at) => at - layer.width / 2), mixture.x - mixture.width / 2];
  return [
    ...x.map((at, i) => straight([at + half(i), middle], [ends[i], middle])),
    ...[-1, 0, 1].map((row) => {
      const y = middle + row * heads.pitch;
      return straight([mixture.x + mixture.width / 2, y], [heads.x - heads.width / 2, y]);
    }),
  ];
}

/** Past layers: what each layer reads besides the one before it. */
function shortcuts(x: readonly number[]): DiagramArrow[] {
  const arrows: DiagramArrow[] = [];
  for (let from = 0; from < layers - 1; from++) {
    for (let to = from + 2; to <= layers; to++) {
      const top = (i: number): number => middle - (i === 0 ? input.height : layer.height) / 2;
      // the earlier a source, the farther right its arrows come down on a layer, so that they never share a place
      const start: Place = [x[from] + 10, top(from)];
      const end: Place = [x[to] + 2 - 20 * from, top(to)];
      arrows.push({ through: [start, end], color: sources[from], dash: dashes[from], width: 1.5, arched: true });
    }
  }
  return arrows;
}

/** Below each layer, how many numbers it reads. */
function inputCounts(x: readonly number[]): DiagramText[] {
  const y = middle + layer.height / 2 + 14;
  const counts = x.slice(1).map((at, i): DiagramText => {
    return { at: [at, y], text: `reads ${inputsOf(i)}`, color: ink };
  });
  const note =
    'Each layer reads <i>y</i> and the outputs of all layers before it;<br>the mixture layer reads the last layer only.';
  return [...counts, { at: [x[1] - layer.width / 2, y + 46], text: note, anchor: 'left', color: ink }];
}

/** Eq. 4 for each data set. */
function outputCounts(components: number, datasets: MdnSizes['datasets']): DiagramText[] {
  const lines = datasets.map(({ name, latentSide }) => {
    const dimensions = latentSide ** 2;
    return `Data-${name}: <i>M</i> = ${dimensions}, ${components} (1 + 2 · ${dimensions}) = ${mixtureOutputs(components, dimensions)} outputs`;
  });
  const y = middle + mixture.height / 2;
  return [
    { at: [mixture.x - mixture.width / 2, y + 16 + 8 * lines.length], text: lines.join('<br>'), anchor: 'left' },
    {
      at: [heads.x, middle - heads.pitch - 48],
      text: 'P(<i>z</i> | <i>y</i>) = Σ<sub>k</sub> π<sub>k</sub> N(<i>z</i>; μ<sub>k</sub>, σ<sub>k</sub>²)',
      color: ink,
    },
  ];
}
