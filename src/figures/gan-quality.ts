import type { ProgressEntry } from '../gan/progress';
import { axisFor, barsBySize, limitsOf, panelTitle, placeOf, sizeName, sizeStyles } from './gan-bars';
import { type Panel, panelGrid } from './panels';
import type { Figure, Trace } from './style';

const qualityTitle = 'Generated images against fields that were not trained on (the arrow: the good side of the limits)';

/** How a generator in training came to what it is held to: each measure against the step, with its limits. */
export function qualityAgainstStep(progress: readonly ProgressEntry[], title = qualityTitle): Figure {
  const steps = progress.map(({ step }) => step);
  const range = [0, 1.03 * steps[steps.length - 1]];
  const atStep = progress.map(({ qualities }) => barsBySize(qualities));
  const panels = atStep[0].map((first, i): Panel => {
    const values = first.bars.map((_, size) => atStep.map((bars) => placeOf(bars[i].bars[size].bar.value, first)));
    const curves = values.map((y, size): Trace => {
      const { color, symbol } = sizeStyles[size];
      const style = { line: { color, width: 1.5 }, marker: { color, symbol, size: 5 } };
      return { ...line(steps, y), mode: 'lines+markers', name: sizeName(first.bars[size].side), ...style };
    });
    const limits = limitsOf(first).map(({ limit, name, line: style }): Trace => {
      return { ...line(range, [limit, limit]), mode: 'lines', name, line: style };
    });
    return {
      title: panelTitle(first),
      traces: [...curves, ...limits],
      xaxis: { title: { text: 'step' }, range },
      yaxis: axisFor(first, values.flat()),
    };
  });
  return panelGrid(panels, { title, columns: 3 });
}

function line(x: readonly number[], y: readonly (number | null)[]): Trace {
  // plotly leaves gaps where there is null
  return { type: 'scatter', x, y: y as number[] };
}
