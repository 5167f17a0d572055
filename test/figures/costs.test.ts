import assert from 'node:assert/strict';
import { repAgainstCost } from '../../src/figures/costs';
import { named, numbers, sets } from './drawn-results';

describe('REP against what designs cost', () => {
  const calls = (method: string): Record<string, number> => (method === 'search' ? { label: 300, fine: 100 } : { label: 0 });
  const costed = sets.map(({ dataset, results }) => ({
    dataset,
    results: results.map((result) => ({ ...result, calls: calls(result.method), seconds: 0.1 * (1 + result.target) })),
  }));
  const figure = repAgainstCost(costed);

  it('has a mark for each method, data set and cost at the mean over targets', () => {
    const marks = named(figure, 'search').filter(({ mode }) => mode === 'markers');
    assert.equal(marks.length, 4);
    const own = costed[0].results.filter(({ method }) => method === 'search');
    assert.deepEqual(numbers(marks[0].x), [400]);
    assert.ok(Math.abs(numbers(marks[1].x)[0] - 0.165) < 1e-12);
    const wanted = own.reduce((sum, { residuals }) => sum + residuals.mean, 0) / own.length;
    assert.ok(Math.abs(numbers(marks[0].y)[0] - wanted) < 1e-9);
  });

  it('draws the best below it, and methods without a simulation at “none”', () => {
    const [line] = named(figure, 'GAN-MDN').filter(({ mode }) => mode === 'lines+markers');
    const [mean, best] = numbers(line.y);
    assert.ok(best < mean);
    const { tickvals, ticktext } = (figure.layout as Record<string, { tickvals: number[]; ticktext: string[] }>).xaxis;
    assert.equal(ticktext[0], 'none');
    assert.ok(Math.abs(Math.log(numbers(line.x)[0] / tickvals[0])) < 0.2);
  });
});
