import { mean } from 'simple-statistics';
import { type DataOriginality, summariseNovelty } from '../evaluation/novelty';
import { type MethodStyle, methodStyles, methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import { type Figure, faint, type Trace } from './style';

/** What is drawn of a method's designs for a target. */
interface Designs {
  method: string;
  target: number;
  residuals: { mean: number };
  diversity?: number;
  shiftDiversity?: number;
  novelty?: readonly number[];
}

interface DrawnSet {
  dataset: string;
  results: readonly Designs[];
  /** How far its samples are from each other, where that was measured. */
  data?: DataOriginality;
}

/** A level of the data that designs are held against. */
interface Level {
  name: string;
  value: number;
  dash: string;
}

/** What is drawn upwards: a share of pixels. */
interface Measure {
  label: string;
  of(designs: Designs): number | undefined;
  ofData(data: DataOriginality): Level[];
}

const twoSamples = { name: 'two samples of the data', dash: 'dash' };

const measures: readonly Measure[] = [
  {
    label: 'diversity',
    of: ({ diversity }) => diversity,
    ofData: ({ diversity }) => [{ ...twoSamples, value: diversity }],
  },
  {
    label: 'diversity over shifts',
    of: ({ shiftDiversity }) => shiftDiversity,
    ofData: ({ shiftDiversity }) => [{ ...twoSamples, value: shiftDiversity }],
  },
  {
    label: 'novelty',
    of: ({ novelty }) => novelty && mean([...novelty]),
    ofData(data) {
      const nearest = summariseNovelty(data);
      if (!nearest) return [];
      return [
        { name: 'sample to nearest, median', value: nearest.median, dash: 'dashdot' },
        { name: 'sample to nearest, 5th %', value: nearest.fifth, dash: 'dot' },
      ];
    },
  },
];

/**
 * How different designs are, in shares of pixels, against mean REP: diversity (between two designs), the same at their best
 * cyclic shift, and novelty (between a design and the nearest sample), the last two where they were measured. A large mark is
 * the mean of a method over its targets, the small ones are its targets. Lines are the same of the data: the mean over two
 * samples, and median and 5th percentile of a sample's distance from the nearest other. Up and to the left is better. Nothing
 * where there is nothing to draw.
 */
export function diversityAgainstRep(sets: readonly DrawnSet[]): Figure | undefined {
  const drawn = measures.flatMap((measure) => {
    const rows = sets.map(({ dataset, results, data }) => {
      const measured = results.filter((designs) => measure.of(designs) !== undefined);
      return { dataset, results: measured, levels: data ? measure.ofData(data) : [] };
    });
    return rows.some(({ results }) => results.length > 0) ? [{ measure, rows }] : [];
  });
  if (drawn.length === 0) return undefined;
  const shown = drawn.flatMap(({ rows }) => rows.flatMap(({ results }) => results));
  const methods = methodsOf(shown);
  const styles = methodStyles(methods);
  const residuals = shown.map((designs) => designs.residuals.mean);
  const range = [Math.min(...residuals) / 1.3, Math.max(...residuals) * 1.3];
  const axis = logarithmicAxis(range[0], range[1]);
  const panels = drawn.flatMap(({ measure, rows }, row) => {
    const most = Math.max(
      ...rows.flatMap(({ results, levels }) => [
        ...results.map((designs) => measure.of(designs)!),
        ...levels.map(({ value }) => value),
      ]),
    );
    return rows.map(({ dataset, results, levels }, column): Panel => {
      const traces = methodsOf(results).flatMap((method) => {
        const own = results.filter((designs) => designs.method === method);
        return methodMarks(method, own, measure, styles.get(method)!);
      });
      return {
        title: `Data-${dataset}`,
        traces: [...levels.map((level) => levelLine(level, range)), ...traces],
        xaxis: { ...axis, title: { text: row === drawn.length - 1 ? 'mean REP (%)' : '' } },
        yaxis: {
          title: { text: column === 0 ? `${measure.label}<br>(share of pixels)` : '' },
          range: [-0.04 * most, 1.12 * most],
        },
      };
    });
  });
  return panelGrid(panels, {
    title: 'How different designs are, against how near they come',
    columns: sets.length,
    ...{ width: 330, height: 240, gapX: 56, left: 88, legend: 'beside' },
  });
}

/** A level as a thin line from one end of the panel to the other; it stands below the methods in the legend. */
function levelLine({ name, value, dash }: Level, x: readonly number[]): Trace {
  const line = { color: faint, width: 1.2, dash };
  return { type: 'scatter', mode: 'lines', name, x: [...x], y: x.map(() => value), line, legendrank: 2000 };
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
