import assert from 'node:assert/strict';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { searchHistory } from '../../src/figures/search-history';
import { named, numbers, sets, titlesOf } from './drawn-results';

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
