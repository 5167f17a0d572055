import type { DatasetSettings } from '../datasets/dataset';
import { pixelsPerLatent } from '../gan/latents';
import type { Property } from '../simulation/property';
import type { Fidelities } from '../simulation/simulator';
import { type DiagramArrow, type DiagramBox, type DiagramText, drawDiagram, type Place } from './diagram';
import { type Figure, ink, palette } from './style';

/** The sizes that the flowchart names. */
export interface MethodSizes {
  /** Random fields that the GAN learns from. */
  fields: number;
  datasets: readonly Pick<DatasetSettings, 'name' | 'latentSide' | 'samples' | 'range'>[];
  property: Pick<Property, 'name'>;
  fidelities: Pick<Fidelities, 'label'>;
  /** Gaussians of the mixture. */
  components: number;
}

/** Each path has a colour and a dash of its own, so that it is known without colours too. */
const paths = {
  fields: { color: '#737373', dash: 'dot', label: 'training the GAN' },
  data: { color: palette[1], dash: 'solid', label: 'making the data' },
  training: { color: palette[2], dash: 'dash', label: 'training the MDN' },
  design: { color: palette[0], dash: 'dashdot', label: 'designing, once all is trained' },
} as const;
type Path = keyof typeof paths;

const page = { width: 1000, height: 470 };
const columns = [95, 297, 500, 702, 905];
const rows = { fields: 84, data: 176, between: 268, network: 348 };
const box = { width: 146, height: 62 };
const tints = { network: '#e6f1f8', data: '#fdf0e6', plain: '#ffffff' };

/** The method as a flowchart (Figure 1 of the paper): how data are made, how the MDN is trained, how it then designs. */
export function methodFlowchart({ fields, datasets, property, fidelities, components }: MethodSizes): Figure {
  const each = (describe: (dataset: MethodSizes['datasets'][number]) => string): string =>
    [...new Set(datasets.map(describe))].join(' or ');
  const square = (side: number): string => `${side} × ${side}`;
  const at = (column: number, row: keyof typeof rows): Place => [columns[column], rows[row]];
  const place = (column: number, row: keyof typeof rows, text: string, fill: string = tints.plain): DiagramBox => {
    return { at: at(column, row), ...box, text, fill };
  };
  const boxes: DiagramBox[] = [
    { ...place(1, 'fields', `${fields.toLocaleString('en-US')} random fields`), height: 34 },
    place(0, 'data', `latent <i>z</i> from U(−1, 1)<br>${each(({ latentSide }) => square(latentSide))}`, tints.data),
    place(1, 'data', '<b>GAN</b><br>generator', tints.network),
    place(
      2,
      'data',
      `microstructure <i>x</i><br>${each(({ latentSide }) => square(pixelsPerLatent * latentSide))}<br>pixels`,
      tints.data,
    ),
    place(3, 'data', `<b>physics</b><br><b>simulation</b><br>${fidelities.label}`, tints.network),
    place(4, 'data', `${property.name} <i>y</i><br>kept: ${each(({ range }) => range.join(' … '))}`, tints.data),
    { ...place(4, 'between', 'REP = |<i>y</i> − <i>y</i>*| / <i>y</i>*'), height: 34 },
    place(4, 'network', `target <i>y</i>*`),
    place(3, 'network', '<b>MDN</b><br>mixture density<br>network', tints.network),
    place(2, 'network', `P(<i>z</i> | <i>y</i>)<br>mixture of ${components}<br>Gaussians`),
    place(1, 'network', 'loss<br>−log P(<i>z</i> | <i>y</i>)'),
  ];
  return drawDiagram({
    title: 'The method: how data are made, how the MDN learns from them, how it designs',
    ...page,
    ...{ boxes, arrows: [...arrows(), ...legendLines()], texts: [...texts(datasets), ...legendTexts()] },
  });
}

function arrows(): DiagramArrow[] {
  const [half, halfHeight, beside] = [box.width / 2, box.height / 2, 9];
  const along = (path: Path, ...through: Place[]): DiagramArrow => ({
    through,
    color: paths[path].color,
    dash: paths[path].dash,
  });
  const [c0, c1, c2, c3, c4] = columns;
  const { fields, data, between, network } = rows;
  const right = (path: Path, from: number, to: number, y: number) => along(path, [from + half, y], [to - half, y]);
  const left = (path: Path, from: number, to: number, y: number) => along(path, [from - half, y], [to + half, y]);
  return [
    along('fields', [c1, fields + 17], [c1, data - halfHeight]),
    right('data', c0, c1, data),
    ...[c1, c2, c3].map((from, i) => right('data', from, [c2, c3, c4][i], data - beside)),
    // training: z goes down to the loss, y to the network
    along('training', [c0, data + halfHeight], [c0, network], [c1 - half, network]),
    along('training', [c4 - 52, data + halfHeight], [c4 - 52, 226], [c3, 226], [c3, network - halfHeight]),
    left('training', c3, c2, network + beside),
    left('training', c2, c1, network + beside),
    along('training', [c1, network + halfHeight], [c1, 404], [c3, 404], [c3, network + halfHeight]),
    // design: from the target through the network to a latent, a microstructure and its property
    left('design', c4, c3, network),
    left('design', c3, c2, network - beside),
    along('design', [c2, network - halfHeight], [c2, between], [c1, between], [c1, data + halfHeight]),
    ...[c1, c2, c3].map((from, i) => right('design', from, [c2, c3, c4][i], data + beside)),
    along('design', [c4 + 20, data + halfHeight], [c4 + 20, between - 17]),
    along('design', [c4 + 20, network - halfHeight], [c4 + 20, between + 17]),
  ];
}

function texts(datasets: MethodSizes['datasets']): DiagramText[] {
  const [, c1, c2, c3, c4] = columns;
  const samples = datasets.map(
    ({ name, samples }) => `Data-${name}: ${samples.toLocaleString('en-US')} pairs (<i>z</i>, <i>y</i>)`,
  );
  return [
    { at: [c4, 118], text: samples.join('<br>'), color: paths.data.color },
    { at: [(c1 + c2) / 2, rows.between - 10], text: 'drawn <i>z</i>', color: paths.design.color },
    { at: [(c3 + c4) / 2 - 24, 216], text: '<i>y</i>', color: paths.training.color },
    { at: [(c1 + c3) / 2, 394], text: 'gradients', color: paths.training.color },
  ];
}

const legend = { y: 444, starts: [40, 250, 460, 670], length: 46 };

const legendLines = (): DiagramArrow[] =>
  Object.values(paths).map(({ color, dash }, i) => {
    const x = legend.starts[i];
    return {
      through: [
        [x, legend.y],
        [x + legend.length, legend.y],
      ],
      color,
      dash,
    };
  });

const legendTexts = (): DiagramText[] =>
  Object.values(paths).map(({ label }, i) => {
    return { at: [legend.starts[i] + legend.length + 8, legend.y], text: label, anchor: 'left', color: ink };
  });
