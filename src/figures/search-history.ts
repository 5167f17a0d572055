import { residualErrorPercentage } from '../evaluation/residual';
import { convergedBelow, runningMinimum, summariseSearch } from '../evaluation/search';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import { capitalise, type Figure, ink, palette } from './style';

/** A search for one target: the property of what each iteration tried. */
interface Search {
  target: number;
  history?: readonly { iteration: number; property: number }[];
}

/** The searches of a method on a data set. */
export interface SearchedSet {
  dataset: string;
  results: readonly Search[];
}

/** REP below this many percent is drawn there: the axis is logarithmic. */
const least = 1e-4;
/** Searches that end at once are drawn as if so many iterations followed. */
const shortest = 5;
const size = { width: 168, height: 150, gapX: 16, gapY: 70 };

/**
 * REP of what each iteration of a search tried, and the least so far: a panel for each target, a row for each data set
 * (Figure 4 of the paper). Nothing where no result has a history.
 */
export function searchHistory(method: string, sets: readonly SearchedSet[]): Figure | undefined {
  const searched = sets
    .map(({ dataset, results }) => ({ dataset, results: results.filter(({ history }) => history?.length) }))
    .filter(({ results }) => results.length > 0);
  if (searched.length === 0) return undefined;
  const columns = Math.max(...searched.map(({ results }) => results.length));
  const range = commonRange(searched.flatMap(({ results }) => results.flatMap(residualsOf)));
  const iterations = searched.flatMap(({ results }) =>
    results.flatMap(({ history = [] }) => history.map((each) => each.iteration)),
  );
  const last = Math.max(...iterations, shortest);
  const panels = searched.flatMap(({ dataset, results }, row) => {
    const isLowest = row === searched.length - 1;
    const drawn = results.map((search, column) => searchPanel(dataset, search, { range, last, isFirst: column === 0, isLowest }));
    return [...drawn, ...Array.from({ length: columns - results.length }, () => undefined)];
  });
  const title = `${capitalise(method)}: REP of what each iteration tried, and the least so far`;
  return panelGrid(panels, { title, columns, ...size, left: 84 });
}

interface PanelPlace {
  range: readonly [number, number];
  /** The last iteration of all panels. */
  last: number;
  isFirst: boolean;
  isLowest: boolean;
}

function searchPanel(dataset: string, search: Search, { range, last, isFirst, isLowest }: PanelPlace): Panel {
  const history = search.history ?? [];
  const x = history.map(({ iteration }) => iteration);
  const residuals = residualsOf(search);
  const { minimum, foundAt } = summariseSearch([...history], search.target);
  const ends = [0, last];
  const scatter = { type: 'scatter', mode: 'lines' };
  const limit = { color: ink, width: 1, dash: 'dash' };
  return {
    title: `Data-${dataset}, target ${search.target.toFixed(2)}<br>least ${minimum.toPrecision(2)} % at ${foundAt}`,
    traces: [
      { ...scatter, mode: 'markers', name: 'tried', x, y: residuals, marker: { color: palette[5], size: 3.5 } },
      { ...scatter, name: 'least so far', x, y: runningMinimum(residuals), line: { color: palette[1], width: 2, shape: 'hv' } },
      { ...scatter, name: `${convergedBelow} %`, x: ends, y: [convergedBelow, convergedBelow], line: limit },
    ],
    xaxis: { title: { text: isLowest ? 'iteration' : '' }, range: [-last / 50, last * 1.04] },
    yaxis: { ...logarithmicAxis(...range), showticklabels: isFirst, title: { text: isFirst ? 'REP (%)' : '' } },
  };
}

function residualsOf({ history = [], target }: Search): number[] {
  return history.map(({ property }) => Math.max(least, residualErrorPercentage(property, target)));
}

/** Whole decades that hold all values. */
function commonRange(values: readonly number[]): [number, number] {
  const decades = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  return [10 ** decades[0], 10 ** decades[1]];
}
