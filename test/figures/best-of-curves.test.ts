import assert from 'node:assert/strict';
import { bestOfFirst } from '../../src/evaluation/best-of';
import { bestOfCurves } from '../../src/figures/best-of-curves';
import { methods, named, numbers, sets } from './drawn-results';

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
