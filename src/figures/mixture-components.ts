import type { Mixture } from '../mdn/mixture';
import type { Property } from '../simulation/property';
import { signedScale } from './colours';
import { boxLine, componentsOf, deviationLine, type LatentPlane, planeOfMeans, project } from './latent-plane';
import { type Panel, panelGrid } from './panels';
import { type Figure, faint, ink, palette, type Trace, translucent } from './style';

/** The mixture of latents for a target, and latents of samples whose property is near it. */
export interface TargetMixture {
  target: number;
  mixture: Mixture;
  /** How far from the target the property of a sample may be. */
  within: number;
  latents: readonly ArrayLike<number>[];
}

const side = 236;
/** Always so many, since title and legend are as wide. */
const columns = 3;

/**
 * The components of the mixtures for some targets, a panel each, in the plane in which they lie furthest apart (see
 * `planeOfMeans`): a line one standard deviation around each mean, the denser the greater its mixing coefficient, over the
 * latents near the target. The last panel shows how much of each latent is in the plane's two axes. Nothing for latents of
 * one number, which have no plane.
 */
export function mixtureComponents(
  dataset: string,
  { symbol }: Pick<Property, 'symbol'>,
  shown: readonly TargetMixture[],
): Figure | undefined {
  if (shown.length === 0) return undefined;
  const { mixing, means } = shown[0].mixture;
  const size = means.length / mixing.length;
  if (size < 2) return undefined;
  const plane = planeOfMeans(shown.map(({ mixture }) => mixture));
  const corners = boxLine(plane);
  const most = 1.06 * Math.max(...corners.flat().map(Math.abs));
  const heaviest = Math.max(...shown.flatMap(({ mixture }) => [...mixture.mixing]));
  const panels = shown.map(({ target, mixture, within, latents }, i): Panel => {
    const isLowest = i + columns > shown.length;
    return {
      title: `target ${symbol} = ${target.toFixed(2)}, samples within ${within.toPrecision(1)}`,
      traces: [
        dots(latents.map((latent) => project(plane, latent))),
        { ...lines(corners), name: `edge of the box [−1, 1]<sup>${size}</sup>`, line: { color: ink, width: 1 } },
        ...componentLines(plane, mixture, heaviest),
        componentMarks(plane, mixture),
      ],
      xaxis: { range: [-most, most], dtick: 1, title: { text: isLowest ? 'along axis 1' : '' } },
      yaxis: { range: [-most, most], dtick: 1, title: { text: i % columns === 0 ? 'along axis 2' : '' } },
    };
  });
  return panelGrid([...panels, axesPanel(plane)], {
    title: `Data-${dataset}: the ${mixing.length} components of the mixture by target, in the plane where they lie furthest apart`,
    columns,
    ...{ width: side, height: side, gapX: 52, gapY: 76 },
  });
}

function dots(points: readonly (readonly [number, number])[]): Trace {
  return {
    ...{ type: 'scatter', mode: 'markers', name: 'samples near the target' },
    ...{ x: points.map(([x]) => x), y: points.map(([, y]) => y) },
    marker: { color: faint, size: 3, opacity: 0.7 },
  };
}

const lines = (points: readonly (readonly [number, number])[]): Trace => ({
  ...{ type: 'scatter', mode: 'lines', x: points.map(([x]) => x), y: points.map(([, y]) => y) },
});

/** The heaviest first, so that it is what the legend shows and what lighter ones are drawn over. */
function componentLines(plane: LatentPlane, mixture: Mixture, heaviest: number): Trace[] {
  const components = componentsOf(mixture).sort((a, b) => b.weight - a.weight);
  return components.map(({ weight, mean, deviations }) => ({
    ...lines(deviationLine(plane, mean, deviations)),
    ...{ name: 'component, 1 σ', fill: 'toself', fillcolor: translucent(palette[0], 0.13) },
    ...{
      line: { color: palette[0], width: 1.2, simplify: false },
      opacity: Math.max(0.08, weight / heaviest),
      hoverinfo: 'skip',
    },
  }));
}

/** The means of the components, as large as their mixing coefficients. */
function componentMarks(plane: LatentPlane, mixture: Mixture): Trace {
  const components = componentsOf(mixture);
  const points = components.map(({ mean }) => project(plane, mean));
  const size = components.map(({ weight }) => 40 * Math.sqrt(weight));
  return {
    ...{ type: 'scatter', mode: 'markers', name: 'its mean, area by weight' },
    ...{ x: points.map(([x]) => x), y: points.map(([, y]) => y) },
    marker: { color: palette[1], size, opacity: 0.9, line: { color: 'white', width: 0.5 } },
  };
}

/** The shares of the s × s latents in each axis, where they lie in the image. */
function axesPanel({ axes }: LatentPlane): Panel {
  const latentSide = Math.round(Math.sqrt(axes[0].length));
  const width = 2 * latentSide + 1;
  const rows = Array.from({ length: latentSide }, (_, row) => row);
  const traces = axes.map((axis, i): Trace => {
    const z = rows.map((row) => axis.slice(row * latentSide, (row + 1) * latentSide));
    return {
      ...{ type: 'heatmap', x: rows.map((column) => column + i * (latentSide + 1)), y: rows, z },
      ...{ text: z.map((row) => row.map((share) => share.toFixed(2).replace('-', '−'))), texttemplate: '%{text}' },
      ...{
        colorscale: signedScale,
        zmin: -1,
        zmax: 1,
        showscale: false,
        textfont: { size: latentSide > 2 ? 8 : 10 },
        xgap: 1,
        ygap: 1,
      },
    };
  });
  const middle = (latentSide - 1) / 2;
  const hidden = { showgrid: false, showline: false, ticks: '' };
  return {
    title: `shares of the ${latentSide} × ${latentSide} latents in the axes`,
    traces,
    xaxis: { ...hidden, range: [-0.5, width - 0.5], tickvals: [middle, middle + latentSide + 1], ticktext: ['axis 1', 'axis 2'] },
    // cells are square, from the top down as in the image
    yaxis: { ...hidden, range: [width - 0.5 - (width - latentSide) / 2, -0.5 - (width - latentSide) / 2], showticklabels: false },
  };
}
