import { mean } from 'simple-statistics';
import { methodStyles, methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import type { Figure, Trace } from './style';

/** A method's designs for a target, and what proposing them took. */
interface Costed {
  method: string;
  target: number;
  residuals: { mean: number; minimum: number };
  calls: Readonly<Record<string, number>>;
  seconds: number;
}

interface CostedSet {
  dataset: string;
  results: readonly Costed[];
}

/** What designs cost: drawn to the right. */
interface Cost {
  label: string;
  of(designs: Costed): number;
  /** Where none is drawn: the axis is logarithmic and has no zero. */
  none?: number;
}

/** From one method without a simulation to the next, on the logarithmic axis. */
const apart = 1.12;

const countAll = (calls: Costed['calls']): number => Object.values(calls).reduce((sum, count) => sum + count, 0);
const costs: readonly Cost[] = [
  { label: 'simulations for all designs of a target', of: ({ calls }) => countAll(calls), none: 2 },
  { label: 'seconds for all designs of a target', of: ({ seconds }) => seconds },
];

/**
 * What nearness costs: REP against the simulations and the seconds that proposing the designs of one target took, means over the
 * targets. A large mark is the mean REP of a method's designs, the small one below it the REP of the best. Down and to the left
 * is better. Seconds depend on the machine and its load.
 */
export function repAgainstCost(sets: readonly CostedSet[]): Figure {
  const all = sets.flatMap(({ results }) => results);
  const methods = methodsOf(all);
  const styles = methodStyles(methods);
  const points = (results: readonly Costed[], cost: Cost) =>
    methodsOf(results).map((method, place, { length }) => {
      const own = results.filter((designs) => designs.method === method);
      const spent = mean(own.map(cost.of));
      // those that cost nothing stand side by side about the place of none
      const none = (cost.none ?? 0) * apart ** (place - (length - 1) / 2);
      return {
        method,
        x: spent > 0 ? spent : none,
        mean: mean(own.map(({ residuals }) => residuals.mean)),
        best: mean(own.map(({ residuals }) => residuals.minimum)),
      };
    });
  const heights = sets.flatMap(({ results }) => points(results, costs[0]).flatMap((point) => [point.mean, point.best]));
  const yAxis = logarithmicAxis(Math.min(...heights) / 2, Math.max(...heights) * 2);
  const panels = sets.flatMap(({ dataset, results }, row) =>
    costs.map((cost, column): Panel => {
      const drawn = points(results, cost);
      const widths = sets.flatMap((set) => points(set.results, cost).map(({ x }) => x));
      const traces = drawn.flatMap(({ method, x, mean: meanRep, best }): Trace[] => {
        const { color, symbol } = styles.get(method)!;
        const hover = `${method}<br>%{x:.3g} ${cost.none === undefined ? 's' : 'simulations'}<br>`;
        return [
          {
            ...{ type: 'scatter', mode: 'lines+markers', name: method, showlegend: false },
            ...{ x: [x, x], y: [meanRep, best], line: { color, width: 1 }, marker: { color, symbol, size: [0, 6] } },
            hovertemplate: `${hover}REP of the best %{y:.2g} %<extra></extra>`,
          },
          {
            ...{ type: 'scatter', mode: 'markers', name: method, x: [x], y: [meanRep] },
            marker: { color, symbol, size: 12, line: { color: 'white', width: 1 } },
            hovertemplate: `${hover}mean REP %{y:.2g} %<extra></extra>`,
          },
        ];
      });
      const isLowest = row === sets.length - 1;
      return {
        title: `Data-${dataset}`,
        traces,
        xaxis: {
          ...logarithmicAxis(Math.min(...widths) / 1.6, Math.max(...widths) * 1.6),
          ...(cost.none !== undefined && {
            tickvals: [cost.none, 10, 100, 1000],
            ticktext: ['none', '10', '100', '1000'],
            minor: {},
          }),
          title: { text: isLowest ? cost.label : '' },
        },
        yaxis: { ...yAxis, title: { text: column === 0 ? 'REP (%)' : '' } },
      };
    }),
  );
  return panelGrid(panels, {
    title: 'What nearness costs',
    columns: costs.length,
    ...{ width: 330, height: 260, gapX: 56, legend: 'beside' },
  });
}
