import { binWidth, type Pilot } from '../datasets/pilot';
import type { Property } from '../simulation/property';
import { histogram } from './histogram';
import { type Panel, panelGrid } from './panels';
import { axisLabel, type Figure, faint, palette, propertyLabel, type Trace } from './style';

/** Samples that a bin of a data set should have. */
const least = 50;

/** A pilot of a simulator with one of its settings changed. */
export interface VariedPilot extends Pilot {
  /** The setting's value. */
  value: number;
}

/** Which setting a series of pilots varies, and its unit. */
export interface Varied {
  name: string;
  unit: string;
}

/** What pilots found: the property of random microstructures, and what other values of a setting would keep. */
export function pilotResults(pilots: readonly VariedPilot[], property: Property, varied: Varied): Figure {
  const names = [...new Set(pilots.map(({ dataset }) => dataset.name))];
  const ofName = (name: string) => pilots.filter(({ dataset }) => dataset.name === name);
  const main = (name: string) => ofName(name).reduce((a, b) => (b.y.length > a.y.length ? b : a));
  const width = binWidth(pilots[0].dataset.range);
  const distributions = names.map((name, i): Trace => {
    const { y: values } = main(name);
    const { x, y } = histogram(values, width);
    const share = y.map((count) => count / values.length);
    const line = { color: palette[i], width: 2, shape: 'hvh' };
    return { type: 'scatter', mode: 'lines', name: `Data-${name}`, x, y: share, line };
  });
  const againstSetting = (measure: (pilot: VariedPilot) => number): Trace[] =>
    names.map((name, i) => {
      const sorted = [...ofName(name)].sort((a, b) => a.value - b.value);
      const style = { line: { color: palette[i], width: 2 }, marker: { color: palette[i], size: 6 } };
      const x = sorted.map(({ value }) => value);
      return { type: 'scatter', mode: 'lines+markers', name: `Data-${name}`, x, y: sorted.map(measure), ...style };
    });
  const xaxis = { title: { text: axisLabel(varied.name, varied.unit) } };
  const panels: Panel[] = [
    {
      title: `${varied.name}: ${main(names[0]).value} ${varied.unit}`,
      traces: distributions,
      xaxis: { title: { text: propertyLabel(property) } },
      yaxis: { title: { text: `share per ${width}` } },
    },
    {
      title: 'within the range',
      traces: againstSetting(({ keptShare }) => keptShare),
      xaxis,
      yaxis: { title: { text: 'share' }, range: [0, 1] },
    },
    {
      title: `in the emptiest bin of ${width}`,
      traces: againstSetting(({ expected }) => Math.min(...expected)),
      xaxis,
      yaxis: { title: { text: `samples of ${pilots[0].dataset.samples.toLocaleString('en')}` }, rangemode: 'tozero' },
    },
  ];
  const title = 'Pilot: random microstructures of both sizes';
  const { data, layout } = panelGrid(panels, { title, columns: 3, width: 230, height: 230, gapX: 84, left: 72 });
  const line = { type: 'line', line: { color: faint, width: 1, dash: 'dot' } };
  const ends = pilots[0].dataset.range.map((x) => ({ ...line, xref: 'x', yref: 'y domain', x0: x, x1: x, y0: 0, y1: 1 }));
  const floor = { ...line, xref: 'x3 domain', yref: 'y3', x0: 0, x1: 1, y0: least, y1: least };
  return { data, layout: { ...layout, shapes: [...ends, floor] } };
}
