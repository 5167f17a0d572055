import type { GanHistory, GeneratorTerm } from '../gan/losses';
import { runningMean } from './curves';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import { axisLabel, type Figure, palette, type Trace } from './style';

const [generatorColour, discriminatorColour] = palette;
/** Terms as the legend calls them, and their colours; a history of other settings has fewer. */
const termStyles: Record<GeneratorTerm, { name: string; color: string }> = {
  adversarial: { name: 'adversarial', color: palette[6] },
  style: { name: 'style', color: palette[2] },
  collapse: { name: 'against collapse', color: palette[3] },
  smallStyle: { name: 'style of small images', color: palette[4] },
};

/**
 * How the training of a GAN went: losses of both networks and, with texture losses, the norms of the gradients of the
 * generator's three terms. Running means over a hundredth of the steps, the values themselves faintly behind them.
 */
export function ganTrainingCurves({ discriminator, generator, terms }: GanHistory, title = 'Training of the GAN'): Figure {
  const panels: Panel[] = [
    {
      title: 'losses',
      traces: [...curve('generator', generator, generatorColour), ...curve('discriminator', discriminator, discriminatorColour)],
      xaxis: { title: { text: 'step' }, rangemode: 'tozero' },
      yaxis: { title: { text: axisLabel('cross entropy', 'nat') }, rangemode: 'tozero' },
    },
  ];
  if (terms) {
    panels.push({
      title: 'gradients of the generator’s terms, before weighting',
      traces: Object.entries(terms).flatMap(([term, { norms }]) => {
        const { name, color } = termStyles[term as GeneratorTerm];
        return curve(name, norms, color);
      }),
      xaxis: { title: { text: 'step' }, rangemode: 'tozero' },
      yaxis: { title: { text: 'norm at the images' }, ...logarithmicAxis(...normRange(terms)) },
    });
  }
  return panelGrid(panels, { title, columns: panels.length, width: 380, height: 240, gapX: 84 });
}

function normRange(terms: NonNullable<GanHistory['terms']>): [low: number, high: number] {
  const norms = Object.values(terms).flatMap((term) => term.norms);
  const least = norms.reduce((low, norm) => Math.min(low, norm), Infinity);
  const most = norms.reduce((high, norm) => Math.max(high, norm), 0);
  return [least / 1.2, 1.2 * most];
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
