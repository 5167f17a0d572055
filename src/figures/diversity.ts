import { mean } from 'simple-statistics';
import { type MethodStyle, methodStyles, methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import type { Figure, Trace } from './style';

/** What is drawn of a method's designs for a target. */
interface Designs {
  method: string;
  target: number;
  residuals: { mean: number };
  diversity?: number;
  novelty?: readonly number[];
}

/** What is drawn upwards: a share of pixels. */
interface Measure {
  label: string;
  of(designs: Designs): number | undefined;
}

const measures: readonly Measure[] = [
  { label: 'diversity<br>(share of pixels)', of: ({ diversity }) => diversity },
  { label: 'novelty<br>(share of pixels)', of: ({ novelty }) => novelty && mean([...novelty]) },
];

/**
 * Diversity (how many pixels differ between two designs), and novelty where it was measured (between a design and the nearest
 * sample), against mean REP: a large mark is the mean of a method over its targets, the
 * small ones are its targets. Up and to the left is better. Nothing where no method proposes more than one design.
 */
export function diversityAgainstRep(sets: readonly { dataset: string; results: readonly Designs[] }[]): Figure | undefined {
  const drawn = measures.flatMap((measure) => {
    const rows = sets.map(({ dataset, results }) => {
      return { dataset, results: results.filter((designs) => measure.of(designs) !== undefined) };
    });
    return rows.some(({ results }) => results.length > 0) ? [{ measure, rows }] : [];
  });
  if (drawn.length === 0) return undefined;
  const shown = drawn.flatMap(({ rows }) => rows.flatMap(({ results }) => results));
  const methods = methodsOf(shown);
  const styles = methodStyles(methods);
  const residuals = shown.map((designs) => designs.residuals.mean);
  const axis = logarithmicAxis(Math.min(...residuals) / 1.3, Math.max(...residuals) * 1.3);
  const panels = drawn.flatMap(({ measure, rows }, row) => {
    const most = Math.max(...rows.flatMap(({ results }) => results.map((designs) => measure.of(designs)!)));
    return rows.map(({ dataset, results }, column): Panel => {
      const traces = methodsOf(results).flatMap((method) => {
        const own = results.filter((designs) => designs.method === method);
        return methodMarks(method, own, measure, styles.get(method)!);
      });
      return {
        title: `Data-${dataset}`,
        traces,
        xaxis: { ...axis, title: { text: row === drawn.length - 1 ? 'mean REP (%)' : '' } },
        yaxis: { title: { text: column === 0 ? measure.label : '' }, range: [-0.04 * most, 1.08 * most] },
      };
    });
  });
  return panelGrid(panels, {
    title: 'How different designs are, against how near they come',
    columns: sets.length,
    ...{ width: 330, height: 240, gapX: 56, left: 88, legend: 'beside' },
  });
}

/** The targets of a method, and their mean. */
function methodMarks(method: string, own: readonly Designs[], measure: Measure, { color, symbol }: MethodStyle): Trace[] {
  const x = own.map(({ residuals }) => residuals.mean);
  const y = own.map((designs) => measure.of(designs)!);
  const marks = { type: 'scatter', mode: 'markers', name: method };
  return [
    { ...marks, x, y, showlegend: false, opacity: 0.5, marker: { color, symbol, size: 5 } },
    { ...marks, x: [mean(x)], y: [mean(y)], marker: { color, symbol, size: 12, line: { color: 'white', width: 1 } } },
  ];
}
