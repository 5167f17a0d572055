import { bestOfFirst } from '../evaluation/best-of';
import { type RepeatedDesigns, repeatedMethods, spreadOfBest } from '../evaluation/repeats';
import { methodStyles, methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import { type Figure, type Trace, translucent } from './style';

/** Designs of a method for a target, in the order in which they were proposed. */
interface Designs {
  method: string;
  target: number;
  simulated: readonly number[];
}

/** Means below this many percent are drawn there: the axis is logarithmic. */
const least = 1e-4;

/** The designs of a data set, and those of all repetitions where there are any. */
interface DesignedSet {
  dataset: string;
  results: readonly Designs[];
  repeats?: readonly RepeatedDesigns[];
}

/** A line of a method, and how far it spreads over repetitions. */
interface Curve {
  method: string;
  values: number[];
  deviations?: number[];
}

/**
 * The least REP among the first T designs, the mean over targets, for each method and data set (Ren, Padilla and Malof 2020):
 * where a method was repeated, the mean over repetitions, in a band of a standard deviation to either side. A method that
 * proposes one design is a single mark.
 */
export function bestOfCurves(sets: readonly DesignedSet[], most = 30): Figure {
  const methods = methodsOf(sets.flatMap(({ results }) => results));
  const styles = methodStyles(methods);
  const curves = sets.map((set) => curvesOf(set, most));
  const all = curves.flat().flatMap(({ values }) => values);
  const axis = logarithmicAxis(Math.min(...all) / 1.3, Math.max(...all) * 1.3);
  const panels = sets.map(({ dataset }, i): Panel => {
    const traces = curves[i].flatMap((curve): Trace[] => {
      const { method, values } = curve;
      const { color, symbol, dash } = styles.get(method)!;
      const line = {
        ...{ type: 'scatter', mode: values.length > 1 ? 'lines' : 'markers', name: method },
        ...{ x: values.map((_, first) => first + 1), y: values },
        ...{ line: { color, dash, width: 2, shape: 'hv' }, marker: { color, symbol, size: 8 } },
      };
      return [...bandOf(curve, color), line];
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

function curvesOf({ dataset, results, repeats = [] }: DesignedSet, most: number): Curve[] {
  const repeated = { dataset, designs: repeats };
  const several = repeatedMethods(repeated);
  const drawn = (values: readonly number[]): number[] => values.map((value) => Math.max(least, value));
  return methodsOf(results).map((method) => {
    if (!several.includes(method)) {
      const own = results.filter((result) => result.method === method);
      return { method, values: drawn(bestOfFirst(own, most)) };
    }
    const spread = spreadOfBest(repeated, method, most);
    return { method, values: drawn(spread.map(({ mean }) => mean)), deviations: spread.map(({ deviation }) => deviation) };
  });
}

/** The band around a line, if it spreads: its lower and its upper edge, the space between them filled. */
function bandOf({ values, deviations }: Curve, color: string): Trace[] {
  if (!deviations) return [];
  const edge = (sign: number): Trace => ({
    ...{ type: 'scatter', mode: 'lines', showlegend: false, hoverinfo: 'skip' },
    ...{ x: values.map((_, first) => first + 1), y: values.map((value, i) => Math.max(least, value + sign * deviations[i])) },
    line: { color, width: 0, shape: 'hv' },
  });
  return [edge(-1), { ...edge(1), fill: 'tonexty', fillcolor: translucent(color, 0.18) }];
}
