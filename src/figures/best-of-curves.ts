import { bestOfFirst } from '../evaluation/best-of';
import { methodStyles, methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import type { Figure, Trace } from './style';

/** Designs of a method for a target, in the order in which they were proposed. */
interface Designs {
  method: string;
  target: number;
  simulated: readonly number[];
}

/** Means below this many percent are drawn there: the axis is logarithmic. */
const least = 1e-4;

/**
 * The least REP among the first T designs, the mean over targets, for each method and data set (Ren, Padilla and Malof 2020).
 * A method that proposes one design is a single mark.
 */
export function bestOfCurves(sets: readonly { dataset: string; results: readonly Designs[] }[], most = 30): Figure {
  const methods = methodsOf(sets.flatMap(({ results }) => results));
  const styles = methodStyles(methods);
  const curves = sets.map(({ results }) =>
    methodsOf(results).map((method) => {
      const values = bestOfFirst(
        results.filter((result) => result.method === method),
        most,
      );
      return { method, values: values.map((value) => Math.max(least, value)) };
    }),
  );
  const all = curves.flat().flatMap(({ values }) => values);
  const axis = logarithmicAxis(Math.min(...all) / 1.3, Math.max(...all) * 1.3);
  const panels = sets.map(({ dataset }, i): Panel => {
    const traces = curves[i].map(({ method, values }): Trace => {
      const { color, symbol, dash } = styles.get(method)!;
      return {
        ...{ type: 'scatter', mode: values.length > 1 ? 'lines' : 'markers', name: method },
        ...{ x: values.map((_, first) => first + 1), y: values },
        ...{ line: { color, dash, width: 2, shape: 'hv' }, marker: { color, symbol, size: 8 } },
      };
    });
    return {
      title: `Data-${dataset}`,
      traces,
      xaxis: {
        title: { text: 'first T designs' },
        range: [0, 1 + Math.max(2, ...curves.flat().map(({ values }) => values.length))],
      },
      yaxis: { ...axis, title: { text: i === 0 ? 'least REP (%), mean over targets' : '' } },
    };
  });
  return panelGrid(panels, {
    title: 'How near the best of the first T designs comes',
    columns: sets.length,
    ...{ width: 330, height: 260, gapX: 56, legend: 'beside' },
  });
}
