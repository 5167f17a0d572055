import { gainOf, type LearntSet } from '../evaluation/learnt';
import { type Panel, panelGrid } from './panels';
import { type Figure, faint, ink, palette } from './style';

type Losses = LearntSet['losses'];

const rowHeight = 34;

/**
 * The log-likelihood of validation latents by the network of a method and by three densities that do not know their
 * property, above that of the uniform density: a panel for each data set, all with the same axis, and what was gained by y.
 */
export function learntLikelihoods(method: string, sets: readonly LearntSet[]): Figure {
  const rows: readonly [name: string, loss: keyof Losses, color: string][] = [
    [method, 'network', palette[0]],
    ['the same, y shuffled', 'shuffled', palette[5]],
    ['kernel density estimate', 'kernelDensity', faint],
    ['uniform on [−1, 1]', 'uniform', ink],
  ];
  const above = (losses: Losses) => rows.map(([, loss]) => losses.uniform - losses[loss]);
  const all = sets.flatMap(({ losses }) => above(losses));
  const span = Math.max(...all) - Math.min(...all, 0);
  // room for the numbers beside the bars
  const range = [Math.min(0, ...all) - 0.3 * span, Math.max(0, ...all) + 0.3 * span];
  const panels = sets.map(({ dataset: { name, latentSide }, losses }, i): Panel => {
    return {
      title: `Data-${name}, ${latentSide ** 2} latents: y gains ${gainOf(losses).toFixed(2)} nats`,
      traces: [
        {
          ...{ type: 'bar', orientation: 'h', showlegend: false, width: 0.6 },
          ...{ x: above(losses), y: rows.map(([label]) => label), marker: { color: rows.map(([, , color]) => color) } },
          ...{ text: rows.map(([, loss]) => signed(-losses[loss])), textposition: 'outside', cliponaxis: false },
        },
      ],
      xaxis: { range, zeroline: true, zerolinecolor: ink, title: { text: 'above that of the uniform density (nats)' } },
      yaxis: { autorange: 'reversed', ticks: '', showgrid: false, showticklabels: i === 0 },
    };
  });
  return panelGrid(panels, {
    title: 'Log-likelihood of validation latents, mean in nats',
    columns: sets.length,
    ...{ width: 330, height: rowHeight * rows.length, gapX: 28, left: 168 },
  });
}

const signed = (value: number): string => value.toFixed(3).replace('-', '−');
