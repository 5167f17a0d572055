import { binWidth, type Pilot } from '../datasets/pilot';
import { histogram } from './histogram';
import { type Panel, panelGrid } from './panels';
import { type Figure, faint, palette, type Trace } from './style';

/** Samples that a bin of a data set should have. */
const least = 50;

/** What a pilot found: the absorption of random microstructures, and what other thicknesses of the film would keep. */
export function pilotResults(pilots: readonly Pilot[]): Figure {
  const names = [...new Set(pilots.map(({ dataset }) => dataset.name))];
  const ofName = (name: string) => pilots.filter(({ dataset }) => dataset.name === name);
  const main = (name: string) => ofName(name).reduce((a, b) => (b.absorptions.length > a.absorptions.length ? b : a));
  const distributions = names.map((name, i): Trace => {
    const { absorptions } = main(name);
    const { x, y } = histogram(absorptions, binWidth);
    const share = y.map((count) => count / absorptions.length);
    const line = { color: palette[i], width: 2, shape: 'hvh' };
    return { type: 'scatter', mode: 'lines', name: `Data-${name}`, x, y: share, line };
  });
  const againstThickness = (value: (pilot: Pilot) => number): Trace[] =>
    names.map((name, i) => {
      const sorted = [...ofName(name)].sort((a, b) => a.film.thickness - b.film.thickness);
      const style = { line: { color: palette[i], width: 2 }, marker: { color: palette[i], size: 6 } };
      const x = sorted.map(({ film }) => film.thickness);
      return { type: 'scatter', mode: 'lines+markers', name: `Data-${name}`, x, y: sorted.map(value), ...style };
    });
  const xaxis = { title: { text: 'thickness of the film (nm)' } };
  const panels: Panel[] = [
    {
      title: `film of ${main(names[0]).film.thickness} nm`,
      traces: distributions,
      xaxis: { title: { text: 'absorption' } },
      yaxis: { title: { text: `share per ${binWidth}` } },
    },
    {
      title: 'within the range',
      traces: againstThickness(({ keptShare }) => keptShare),
      xaxis,
      yaxis: { title: { text: 'share' }, range: [0, 1] },
    },
    {
      title: `in the emptiest bin of ${binWidth}`,
      traces: againstThickness(({ expected }) => Math.min(...expected)),
      xaxis,
      yaxis: { title: { text: 'samples of 25,000' }, rangemode: 'tozero' },
    },
  ];
  const title = 'Pilot: random microstructures of both sizes';
  const { data, layout } = panelGrid(panels, { title, columns: 3, width: 230, height: 230, gapX: 84, left: 72 });
  const line = { type: 'line', line: { color: faint, width: 1, dash: 'dot' } };
  const ends = pilots[0].dataset.range.map((x) => ({ ...line, xref: 'x', yref: 'y domain', x0: x, x1: x, y0: 0, y1: 1 }));
  const floor = { ...line, xref: 'x3 domain', yref: 'y3', x0: 0, x1: 1, y0: least, y1: least };
  return { data, layout: { ...layout, shapes: [...ends, floor] } };
}
