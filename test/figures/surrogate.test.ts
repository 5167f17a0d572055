import assert from 'node:assert/strict';
import { surrogateSteps } from '../../src/figures/surrogate';

const line = { title: 'A search', x: 'place', y: 'error (%)', places: [0, 1, 2], truth: [1, 0, 1] };
const step = { title: 'step 1', mean: [1, 0.5, 1], deviation: [0, 0.5, 0], known: [{ point: [0], value: 1 }] };

describe('steps of a search along a line', () => {
  it('have a band of 1.96 standard deviations around the mean, there and back', () => {
    const [band] = surrogateSteps([step], line).data;
    assert.deepEqual(band.x, [0, 1, 2, 2, 1, 0]);
    assert.deepEqual(band.y, [1, 0.5 + 1.96 * 0.5, 1, 1, 0.5 - 1.96 * 0.5, 1]);
  });

  it('mark the next place where there is one, and name each thing once', () => {
    const { data } = surrogateSteps([step, { ...step, title: 'step 2', next: 1 }], line);
    assert.deepEqual(
      data.filter(({ name }) => name === 'next').map(({ x }) => x),
      [[1, 1]],
    );
    const named = data.filter(({ showlegend }) => showlegend).map(({ name }) => name);
    assert.equal(new Set(named).size, named.length);
    assert.equal(named.length, 5);
  });
});
