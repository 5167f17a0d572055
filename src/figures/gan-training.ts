import type { GanHistory } from '../gan/losses';
import { runningMean } from './curves';
import { type Panel, panelGrid } from './gan-panels';
import { axisLabel, type Figure, palette, type Trace } from './style';

const [generatorColour, discriminatorColour, styleColour, collapseColour] = palette;

/**
 * How the training of a GAN went: losses of both networks and, with texture losses, the norms of the gradients of the
 * generator's three terms. Running means over a hundredth of the steps, the values themselves faintly behind them.
 */
export function ganTrainingCurves({ discriminator, generator, terms }: GanHistory, title = 'Training of the GAN'): Figure {
  const panels: Panel[] = [
    {
      title: 'losses',
      traces: [...curve('generator', generator, generatorColour), ...curve('discriminator', discriminator, discriminatorColour)],
      xaxis: { title: { text: 'step' } },
      yaxis: { title: { text: axisLabel('cross entropy', 'nat') }, rangemode: 'tozero' },
    },
  ];
  if (terms) {
    panels.push({
      title: 'gradients of the generator’s terms, before weighting',
      traces: [
        ...curve('adversarial', terms.adversarial.norms, generatorColour),
        ...curve('style', terms.style.norms, styleColour),
        ...curve('against collapse', terms.collapse.norms, collapseColour),
      ],
      xaxis: { title: { text: 'step' } },
      yaxis: { title: { text: 'norm at the images' }, type: 'log', dtick: 1, exponentformat: 'power' },
    });
  }
  return panelGrid(panels, { title, columns: panels.length, width: 380, height: 240, gapX: 84 });
}

function curve(name: string, values: readonly number[], color: string): Trace[] {
  if (values.length === 0) return [];
  const x = values.map((_, i) => i + 1);
  const line = { type: 'scatter', mode: 'lines', x, name };
  return [
    { ...line, y: values, line: { color, width: 1 }, opacity: 0.2, showlegend: false, hoverinfo: 'skip' },
    { ...line, y: runningMean(values, Math.ceil(values.length / 100)), line: { color, width: 2 } },
  ];
}
