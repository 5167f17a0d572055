import { bestOf, bestOfFirstSpectra, type SpectralResult } from '../evaluation/spectral-protocol';
import { methodStyles, methodsOf } from './method-styles';
import { logarithmicAxis, type Panel, panelGrid } from './panels';
import { axisLabel, type Figure, ink, palette, type Trace, translucent } from './style';

const columns = 5;
/** Held-out targets that are drawn; wished ones are drawn all. */
const drawnHeldOut = 10;

/**
 * A small picture for each target: the spectrum that was wanted, and that of the best design of the look-up and of the methods
 * that come nearest to held-out targets, one that makes no call while it designs and one that does, where there are such.
 */
export function spectraWantedAndGot(results: readonly SpectralResult[], wavelengths: readonly number[], lookUp: string): Figure {
  const shown = [lookUp, ...nearestMethods(results, lookUp)];
  const looks = [
    { color: palette[1], symbol: 'square', dash: 'dot' },
    { color: palette[0], symbol: 'circle', dash: 'dash' },
    { color: palette[2], symbol: 'diamond', dash: 'dashdot' },
  ];
  const targets = [...new Map(results.map(({ target }) => [target.name, target])).values()];
  const of = (kind: string) => targets.filter((target) => target.kind === kind);
  const heldOut = of('held out').slice(0, drawnHeldOut);
  const ranges = { 'held out': rangeOf(heldOut.map(({ values }) => values)), wished: [0, 1.02] };
  const panels = [...of('wished'), ...heldOut].map((target, i): Panel => {
    const own = shown.flatMap(
      (method) => results.find((each) => each.method === method && each.target.name === target.name) ?? [],
    );
    const got = own.map((result): Trace => {
      const { color, symbol, dash } = looks[shown.indexOf(result.method)];
      return {
        ...{
          type: 'scatter',
          mode: 'lines+markers',
          name: result.method,
          x: [...wavelengths],
          y: result.simulated[bestOf(result)],
        },
        ...{ line: { color, dash, width: 1.5 }, marker: { color, symbol, size: 5 } },
      };
    });
    const wanted: Trace = {
      ...{ type: 'scatter', mode: 'lines', name: 'wanted', x: [...wavelengths], y: [...target.values] },
      line: { color: ink, width: 4 },
      opacity: 0.35,
    };
    const errors = own.map(({ errors }) => (100 * Math.min(...errors)).toPrecision(2)).join(' / ');
    return {
      title: `${target.name}<br><span style="font-size:10px">off by ${errors} %</span>`,
      traces: [wanted, ...got],
      xaxis: { range: [Math.min(...wavelengths) - 20, Math.max(...wavelengths) + 20], dtick: 100, title: { text: 'nm' } },
      yaxis: {
        range: ranges[target.kind],
        dtick: target.kind === 'wished' ? 0.25 : 0.1,
        tickformat: '~g',
        title: { text: i % columns === 0 ? 'absorption' : '' },
      },
    };
  });
  return panelGrid(panels, {
    title: `Spectra wanted and got; off by: root mean square, ${shown.join(' / ')}`,
    columns,
    ...{ width: 170, height: 120, gapX: 44, gapY: 92 },
  });
}

/** From … to on an axis of absorption that all of these spectra fit on. */
function rangeOf(spectra: readonly (readonly number[])[]): [low: number, high: number] {
  const values = spectra.flat();
  const margin = 0.04;
  return values.length === 0 ? [0, 1] : [Math.min(...values) - margin, Math.max(...values) + margin];
}

/** The method whose best designs are nearest to held-out targets, of those that call no simulator and of those that do. */
function nearestMethods(results: readonly SpectralResult[], lookUp: string): string[] {
  const heldOut = results.filter(({ target, method }) => target.kind === 'held out' && method !== lookUp);
  const errorOf = (method: string): number => bestOfFirstSpectra(heldOut.filter((each) => each.method === method)).at(-1)!;
  const hasCalls = (method: string): boolean =>
    heldOut.some((each) => each.method === method && Object.values(each.calls).some((count) => count > 0));
  return [false, true].flatMap((calls) => {
    const methods = methodsOf(heldOut).filter((method) => hasCalls(method) === calls);
    return methods.sort((a, b) => errorOf(a) - errorOf(b)).slice(0, 1);
  });
}

/** The least error among the first T designs, the mean over held-out targets and over wished ones, for each method. */
export function bestOfSpectra(results: readonly SpectralResult[]): Figure {
  const methods = methodsOf(results);
  const styles = methodStyles(methods);
  const kinds = ['held out', 'wished'] as const;
  const curves = kinds.map((kind) =>
    methods.map((method) => ({
      method,
      values: bestOfFirstSpectra(results.filter((each) => each.method === method && each.target.kind === kind)),
    })),
  );
  const panels = curves.map((own, i): Panel | undefined => {
    const all = own.flatMap(({ values }) => values);
    if (all.length === 0) return undefined;
    const traces = own.map(({ method, values }): Trace => {
      const { color, dash } = styles.get(method)!;
      return {
        ...{ type: 'scatter', mode: 'lines', name: method, x: values.map((_, first) => first + 1), y: values },
        line: { color, dash, width: 2, shape: 'hv' },
      };
    });
    return {
      title: kinds[i] === 'held out' ? 'spectra of held-out samples' : 'spectra that no sample has',
      traces,
      xaxis: { title: { text: 'first T designs' }, range: [0, 1 + Math.max(2, ...own.map(({ values }) => values.length))] },
      yaxis: {
        ...logarithmicAxis(Math.min(...all) / 1.3, Math.max(...all) * 1.3),
        title: { text: i === 0 ? 'root mean square error, mean over targets' : '' },
      },
    };
  });
  return panelGrid(
    panels.filter((panel) => panel),
    {
      title: 'How near the best of the first T designs comes to a spectrum',
      columns: 2,
      ...{ width: 330, height: 260, gapX: 56, legend: 'beside' },
    },
  );
}

/** The spectrum that was wanted, and those of designs for it, nearest first: the nearest strong, the others faint. */
export function spectrumOfDesigns(
  wavelengths: readonly number[],
  wanted: readonly number[],
  designs: readonly (readonly number[])[],
): Figure {
  const x = [...wavelengths];
  const others = designs.slice(1).map(
    (y, i): Trace => ({
      ...{ type: 'scatter', mode: 'lines', name: 'other designs', legendgroup: 'others', showlegend: i === 0 },
      ...{ x, y: [...y], line: { color: translucent(palette[0], 0.25), width: 1 } },
    }),
  );
  const nearest: Trace = {
    ...{ type: 'scatter', mode: 'lines+markers', name: 'the nearest design', x, y: [...designs[0]] },
    ...{ line: { color: palette[0], width: 2 }, marker: { color: palette[0], size: 6 } },
  };
  const line = { color: ink, width: 2, dash: 'dash' };
  const target: Trace = { type: 'scatter', mode: 'lines', name: 'wanted', x, y: [...wanted], line };
  return {
    data: [...others, nearest, target],
    layout: {
      ...{ title: { text: 'Spectrum wanted and got' }, showlegend: true },
      legend: { x: 1, xanchor: 'right', y: 1, yanchor: 'top' },
      xaxis: { title: { text: axisLabel('wavelength', 'nm') } },
      yaxis: { title: { text: 'absorption' }, range: [0, 1.001] },
    },
  };
}
