import { quantile } from 'simple-statistics';
import { residualErrorPercentage } from '../evaluation/residual';
import { methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import { type Figure, ink, type Trace } from './style';
import { beside } from './targets';

/** Designs of a method for a target. */
interface Designs {
  method: string;
  target: number;
  simulated: readonly number[];
}

const rowHeight = 40;
/** REP below this many percent is drawn there: the axis is logarithmic. */
const least = 1e-3;

/** REP of every design of every method, a row for each method and a panel for each data set, with quartiles and median. */
export function repDistributions(sets: readonly { dataset: string; results: readonly Designs[] }[]): Figure {
  const methods = methodsOf(sets.flatMap(({ results }) => results));
  const targets = [...new Set(sets.flatMap(({ results }) => results.map(({ target }) => target)))].sort((a, b) => a - b);
  // the first method on top
  const rowOf = (method: string): number => methods.length - 1 - methods.indexOf(method);
  const all = sets.flatMap(({ results }) => results.flatMap(residualsOf));
  const axis = logarithmicAxis(Math.min(...all) / 1.5, Math.max(...all) * 1.5);
  const panels = sets.map(({ dataset, results }, column): Panel => {
    const points = targets.map((target, i): Trace => {
      const own = results.filter((result) => result.target === target);
      return {
        ...{ type: 'scatter', mode: 'markers', name: `target ${target.toFixed(2)}` },
        x: own.flatMap(residualsOf),
        y: own.flatMap(({ method, simulated }) => simulated.map((_, design) => rowOf(method) + 0.6 * beside(design) + 0.1)),
        marker: { color: shadeOf(i, targets.length), size: 4.5, opacity: 0.75 },
      };
    });
    const boxes = methodsOf(results).flatMap((method) => {
      const residuals = results.filter((result) => result.method === method).flatMap(residualsOf);
      return quartileMarks(residuals, rowOf(method) - 0.32);
    });
    return {
      title: `Data-${dataset}`,
      traces: [...points, ...boxes],
      xaxis: { ...axis, title: { text: 'REP (%)' } },
      yaxis: {
        ...{ range: [-0.6, methods.length - 0.4], tickvals: methods.map(rowOf), ticktext: methods, ticks: '' },
        ...{ showticklabels: column === 0, showgrid: false },
      },
    };
  });
  return panelGrid(panels, {
    title: 'Residual error of every design; below each row its quartiles and median',
    columns: sets.length,
    ...{ width: 380, height: Math.max(120, rowHeight * methods.length), gapX: 24, legend: 'beside' },
    left: 24 + 7 * Math.max(...methods.map(({ length }) => length)),
  });
}

const residualsOf = ({ simulated, target }: Designs): number[] =>
  simulated.map((value) => Math.max(least, residualErrorPercentage(value, target)));

/** A bar from the first quartile to the third, and a thick mark at the median. */
function quartileMarks(residuals: readonly number[], y: number): Trace[] {
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantile([...residuals], share));
  const common = { type: 'scatter', showlegend: false };
  return [
    { ...common, mode: 'lines', name: 'quartiles', x: [low, high], y: [y, y], line: { color: ink, width: 2 } },
    { ...common, mode: 'markers', name: 'median', x: [median], y: [y], marker: { color: ink, size: 8, symbol: 'diamond' } },
  ];
}

/** Blue to yellow, ever lighter (from the Viridis scale): targets are in an order, and so are these. */
const shades = ['#440154', '#3b528b', '#21908c', '#5dc863', '#d9c410'];
const shadeOf = (i: number, count: number): string => shades[count > 1 ? Math.round((i * (shades.length - 1)) / (count - 1)) : 0];
