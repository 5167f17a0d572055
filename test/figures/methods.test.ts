import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { bestOfFirst } from '../../src/evaluation/best-of';
import { type ResidualSummary, residualErrorPercentage, summariseResiduals } from '../../src/evaluation/residual';
import { bestOfCurves } from '../../src/figures/best-of-curves';
import { diversityAgainstRep } from '../../src/figures/diversity';
import { methodStyles } from '../../src/figures/method-styles';
import { designsAndSamples, resample } from '../../src/figures/paper-designs';
import { renderFigure } from '../../src/figures/render';
import { repDistributions } from '../../src/figures/rep-distributions';
import { searchHistory } from '../../src/figures/search-history';
import type { Figure, Trace } from '../../src/figures/style';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

const random = RandomStream.fromSeed(12);
const targets = [0.55, 0.6, 0.65, 0.7, 0.75];
const methods = ['GAN-MDN', 'PCA-MDN', 'search'];

interface Drawn {
  method: string;
  target: number;
  simulated: number[];
  residuals: ResidualSummary;
  best: { microstructure: Microstructure };
  history?: { iteration: number; property: number }[];
  diversity?: number;
  novelty?: number[];
}

/** Designs that lie off their targets at random; `search` proposes one and has a history. */
function resultsOf(side: number): Drawn[] {
  const images = randomFields({ ...smoothFields, side }, 15, random.derive('images', side));
  return methods.flatMap((method, m) =>
    targets.map((target, t) => {
      const simulated = Array.from({ length: method === 'search' ? 1 : 12 }, () => target * (1 + 0.1 * random.normal()));
      const history = Array.from({ length: 20 }, (_, i) => ({
        iteration: i + 1,
        property: target * (1 + 0.1 * random.normal()),
      }));
      return {
        ...{ method, target, simulated, residuals: summariseResiduals(simulated, target) },
        best: { microstructure: images[5 * m + t] },
        ...(method === 'search' ? { history } : { diversity: 0.4 + 0.01 * t, novelty: simulated.map(() => 0.1 * (m + 1)) }),
      };
    }),
  );
}
const sets = [
  { dataset: 'I', results: resultsOf(96) },
  { dataset: 'II', results: resultsOf(64) },
];

const named = (figure: Figure | undefined, name: string): Trace[] => figure!.data.filter((trace) => trace.name === name);
const numbers = (values: unknown): number[] => Array.from(values as number[]);
const titlesOf = ({ layout }: Figure): string[] => (layout.annotations as { text: string }[]).map(({ text }) => text);

describe('designs and samples of both data sets (Figure 3)', () => {
  const samplesOf = (side: number) =>
    randomFields({ ...smoothFields, side }, 6, random.derive('samples', side)).map((microstructure, i) => {
      return { microstructure, y: 0.6 + 0.01 * i };
    });
  const shown = sets.map((each, i) => ({ ...each, samples: samplesOf([96, 64][i]) }));
  const figure = designsAndSamples(shown, ['PCA-MDN', 'GAN-MDN'], targets, { symbol: 'A' });

  it('has rows (a) to (f) as the paper has, each design with its own REP', () => {
    const titles = titlesOf(figure);
    const rows = ['random samples', 'PCA-MDN', 'GAN-MDN'];
    const wanted = ['I', 'II'].flatMap((name) => rows.map((row) => `Data-${name}, ${row}`));
    assert.deepEqual(
      titles.filter((title) => /^\([a-f]\) /.test(title)),
      wanted.map((title, i) => `(${'abcdef'[i]}) ${title}`),
    );
    const residuals = titles.flatMap((title) => /REP ([\d.]+) %$/.exec(title)?.[1] ?? []);
    const expected = sets.flatMap(({ results }) =>
      ['PCA-MDN', 'GAN-MDN'].flatMap((method) => results.filter((result) => result.method === method)),
    );
    assert.deepEqual(
      residuals,
      expected.map((result) => result.residuals.minimum.toFixed(2)),
    );
  });

  it('shows in each place the image that belongs there, pixel for pixel', () => {
    const [{ source }] = figure.layout.images as { source: string }[];
    const { data, width } = PNG.sync.read(Buffer.from(source.split(',')[1], 'base64'));
    const best = sets.map(({ results }) => results.find(({ method, target }) => method === 'GAN-MDN' && target === 0.65)!.best);
    best.forEach(({ microstructure: image }, i) => {
      // rows (c) and (f), the third column; tiles of 192 pixels are 204 apart, and 224 with what stands below them; two to one
      const [left, top] = [2 * 2 * 204 + 2, 2 * (2 + 3 * i) * 224 + 2];
      const step = 384 / image.width;
      for (let y = 0; y < image.height; y += 5) {
        for (let x = 0; x < image.width; x += 5) {
          const at = 4 * ((top + Math.floor((y + 0.5) * step)) * width + left + Math.floor((x + 0.5) * step));
          assert.equal(data[at] > 128, image.pixels[y * image.width + x] === 1);
        }
      }
    });
  });

  it('gives beside each REP that of the same design by the fine simulation', () => {
    const again = { fidelity: 'N = 441', simulated: sets[0].results[0].simulated.map((y) => y * 1.01) };
    const results = sets[0].results.filter(({ method }) => method === 'GAN-MDN').map((result) => ({ ...result, fine: again }));
    const titles = titlesOf(designsAndSamples([{ ...shown[0], results }], ['GAN-MDN'], targets, { symbol: 'A' }));
    const { target, simulated } = results[0];
    const residuals = simulated.map((y) => residualErrorPercentage(y, target));
    const nearest = residuals.indexOf(Math.min(...residuals));
    const wanted = `REP ${residuals[nearest].toFixed(2)} (${residualErrorPercentage(again.simulated[nearest], target).toFixed(2)}) %`;
    assert.ok(
      titles.some((title) => title.endsWith(wanted)),
      wanted,
    );
  });

  it('leaves out rows of methods without designs', () => {
    const figure = designsAndSamples(shown.slice(1), ['none', 'GAN-MDN'], targets, { symbol: 'A' });
    const rows = titlesOf(figure).filter((title) => title.startsWith('('));
    assert.deepEqual(rows, ['(a) Data-II, random samples', '(b) Data-II, GAN-MDN']);
  });

  it('brings images to a common side without changing what they are', () => {
    for (const { microstructure } of [samplesOf(96)[0], samplesOf(64)[0]]) {
      const larger = resample(microstructure, 192);
      assert.equal(volumeFraction(larger), volumeFraction(microstructure));
      assert.deepEqual(resample(larger, microstructure.width), microstructure);
    }
  });
});

describe('history of a search (Figure 4)', () => {
  const figure = searchHistory('search', sets)!;

  it('has a panel for each target of each data set, with the REP of each iteration and the least so far', () => {
    const tried = named(figure, 'tried');
    const least = named(figure, 'least so far');
    assert.deepEqual([tried.length, least.length], [10, 10]);
    const searches = sets.flatMap(({ results }) => results.filter(({ history }) => history));
    tried.forEach((trace, i) => {
      const { target, history } = searches[i];
      const residuals = history!.map(({ property }) => residualErrorPercentage(property, target));
      assert.deepEqual(numbers(trace.y), residuals);
      numbers(least[i].y).forEach((value, k) => {
        assert.equal(value, Math.min(...residuals.slice(0, k + 1)));
      });
      assert.ok(titlesOf(figure)[i].includes(`target ${target.toFixed(2)}<br>least ${Math.min(...residuals).toPrecision(2)} %`));
    });
  });

  it('keeps panels of a target below each other where one data set has fewer', () => {
    const fewer = [sets[0].results.filter(({ target }) => target < 0.6), sets[1].results];
    const panels = named(
      searchHistory(
        'search',
        [0, 1].map((i) => ({ dataset: 'I', results: fewer[i] })),
      ),
      'tried',
    );
    assert.deepEqual(
      panels.map(({ xaxis }) => xaxis),
      ['x', 'x6', 'x7', 'x8', 'x9', 'x10'],
    );
  });

  it('is not drawn where nothing was searched, and draws a hit as a small number', () => {
    assert.equal(searchHistory('none', [{ dataset: 'I', results: [{ target: 0.5 }] }]), undefined);
    const hit = searchHistory('hit', [{ dataset: 'I', results: [{ target: 0.5, history: [{ iteration: 1, property: 0.5 }] }] }]);
    assert.ok(numbers(named(hit, 'tried')[0].y)[0] > 0);
  });
});

describe('residual errors by method', () => {
  const figure = repDistributions(sets);

  it('draw every design once, in the row of its method', () => {
    const points = targets.flatMap((target) => named(figure, `target ${target.toFixed(2)}`));
    const drawn = points.flatMap(({ x }) => numbers(x));
    const all = sets.flatMap(({ results }) =>
      results.flatMap((r) => r.simulated.map((y) => residualErrorPercentage(y, r.target))),
    );
    assert.deepEqual(drawn.sort(), all.sort());
    const rows = points.flatMap(({ y }) => numbers(y).map(Math.round));
    assert.deepEqual(
      [0, 1, 2].map((row) => rows.filter((each) => each === row).length),
      [10, 120, 120],
    );
  });

  it('mark a median with half of the designs on each side', () => {
    const medians = named(figure, 'median').map(({ x }) => numbers(x)[0]);
    const first = sets[0].results.filter(({ method }) => method === 'GAN-MDN');
    const residuals = first.flatMap((r) => r.simulated.map((y) => residualErrorPercentage(y, r.target)));
    assert.equal(residuals.filter((value) => value < medians[0]).length, residuals.length / 2);
  });
});

describe('best of the first T designs, drawn', () => {
  it('has a curve for each method and data set, and a mark for a method of one design', () => {
    const figure = bestOfCurves(sets);
    for (const method of methods) {
      const traces = named(figure, method);
      assert.deepEqual(
        traces.map(({ y }) => numbers(y)),
        sets.map(({ results }) => bestOfFirst(results.filter((result) => result.method === method))),
      );
      assert.deepEqual(
        traces.map(({ mode }) => mode),
        traces.map(() => (method === 'search' ? 'markers' : 'lines')),
      );
    }
  });

  it('has the mean over repetitions in a band of their spread, above the least that is drawn', () => {
    const [{ dataset, results }] = sets;
    const own = results.filter(({ method }) => method === 'GAN-MDN');
    const repeats = [1, 2].flatMap((repetition) =>
      own.map(({ method, target, simulated }) => ({
        ...{ method, target, repetition },
        simulated: repetition === 1 ? simulated : simulated.map(() => target),
      })),
    );
    const figure = bestOfCurves([{ dataset, results, repeats }]);
    const half = bestOfFirst(own).map((value) => value / 2);
    const [line] = named(figure, 'GAN-MDN');
    numbers(line.y).forEach((value, i) => {
      assert.ok(Math.abs(value - half[i]) < 1e-9);
    });
    const band = figure.data.filter(({ hoverinfo }) => hoverinfo === 'skip');
    assert.equal(band.length, 2);
    assert.ok(band.every(({ y }) => numbers(y).every((value) => value >= 1e-4)));
    // the spread of two numbers v and 0 is v / √2
    numbers(band[1].y).forEach((value, i) => {
      assert.ok(Math.abs(value - half[i] - 2 * (half[i] / Math.SQRT2)) < 1e-9);
    });
  });
});

describe('diversity against REP', () => {
  it('has each method’s mean over its targets, in a row of panels for diversity and one for novelty', () => {
    const figure = diversityAgainstRep(sets)!;
    const large = named(figure, 'PCA-MDN').filter(({ x }) => x!.length === 1);
    assert.equal(large.length, 4);
    assert.deepEqual(
      large.map(({ y }) => numbers(y)[0].toFixed(6)),
      ['0.420000', '0.420000', '0.200000', '0.200000'],
    );
    const own = sets[1].results.filter(({ method }) => method === 'PCA-MDN');
    const mean = own.reduce((sum, { residuals }) => sum + residuals.mean, 0) / own.length;
    assert.ok(Math.abs(numbers(large[1].x)[0] - mean) < 1e-9);
    assert.deepEqual(named(figure, 'search'), []);
  });

  it('holds them against the data where those were measured, in a panel of shifts too', () => {
    const data = { diversity: 0.47, shiftDiversity: 0.29, pairs: 400, novelty: [0.02, 0.05, 0.08] };
    const shifted = sets.map((set) => ({
      dataset: set.dataset,
      results: set.results.map((result) => ({ ...result, shiftDiversity: 0.3 })),
      data,
    }));
    const figure = diversityAgainstRep(shifted)!;
    assert.equal(titlesOf(figure).length, 6);
    const lines = figure.data.filter(({ mode }) => mode === 'lines').map(({ y }) => numbers(y)[0]);
    assert.deepEqual(lines, [0.47, 0.47, 0.29, 0.29, 0.05, 0.023, 0.05, 0.023]);
    const { yaxis5 } = figure.layout as Record<string, { range: number[] }>;
    assert.ok(yaxis5.range[0] < 0 && yaxis5.range[1] > 0.2);
  });

  it('has no novelty where none was measured, and is not drawn where nothing is diverse', () => {
    const plain = sets.map(({ dataset, results }) => ({ dataset, results: results.map(({ novelty: _, ...rest }) => rest) }));
    assert.equal(titlesOf(diversityAgainstRep(plain)!).length, 2);
    const searches = [{ dataset: 'I', results: sets[0].results.filter(({ method }) => method === 'search') }];
    assert.equal(diversityAgainstRep(searches), undefined);
  });
});

describe('figures of methods', () => {
  it('leave room for their legends, so that plotly need not move the panels', async () => {
    for (const figure of [repDistributions(sets), bestOfCurves(sets), diversityAgainstRep(sets)!]) {
      const { svg } = await renderFigure(figure, 1);
      const { width, margin } = figure.layout as { width: number; margin: { r: number } };
      const left = Number(/class="legend"[^>]*transform="translate\(([\d.]+),/.exec(svg)![1]);
      // where the panels end as planned, or the margins had to grow
      assert.ok(Math.abs(left - (width - margin.r)) < 1, `the legend begins at ${left}, not ${width - margin.r}`);
    }
  });

  it('have a look of its own for each of up to 24 methods', () => {
    const styles = [...methodStyles(Array.from({ length: 24 }, (_, i) => `method ${i}`)).values()];
    assert.equal(new Set(styles.map(({ color, dash }) => color + dash)).size, 24);
    assert.equal(new Set(styles.map(({ color, symbol }) => color + symbol)).size, 24);
  });
});
