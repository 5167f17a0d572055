import assert from 'node:assert/strict';
import { diversityAgainstRep } from '../../src/figures/diversity';
import { named, numbers, sets, titlesOf } from './drawn-results';

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
