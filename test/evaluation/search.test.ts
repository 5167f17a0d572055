import assert from 'node:assert/strict';
import { runningMinimum, summariseSearch } from '../../src/evaluation/search';

const history = [0.6, 0.52, 0.504, 0.55, 0.502, 0.502].map((property, i) => ({ iteration: i + 1, property }));

describe('the summary of a search', () => {
  it('names the least REP, the iteration that first had it, and the first below 1 %', () => {
    const { minimum, ...rest } = summariseSearch(history, 0.5);
    assert.ok(Math.abs(minimum - 0.4) < 1e-9);
    assert.deepEqual(rest, { iterations: 6, foundAt: 5, convergedAt: 3 });
  });

  it('says that a search has not converged that never came below 1 %', () => {
    assert.equal(summariseSearch(history, 0.48).convergedAt, null);
  });
});

describe('running minimum', () => {
  it('is the least of each value and all before it', () => {
    assert.deepEqual(runningMinimum([3, 4, 2, 2, 5, 1]), [3, 3, 2, 2, 2, 1]);
  });
});
