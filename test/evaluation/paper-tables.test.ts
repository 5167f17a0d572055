import assert from 'node:assert/strict';
import { findPaperTable, readPaperTables } from '../../src/evaluation/paper-tables';
import { paperProtocol } from '../../src/evaluation/protocol';

describe('the paper’s tables', () => {
  it('have a row for each of its methods and targets; the optimisation has none outside the range', () => {
    const within = ['GAN-MDN', 'PCA-MDN', 'direct MDN', 'Bayesian optimisation'];
    for (const { number, exploration, rows } of readPaperTables()) {
      const methods = exploration ? within.slice(0, 3) : within;
      const targets = (exploration ? paperProtocol.exploration : paperProtocol.targets)!;
      assert.deepEqual(
        rows.map(({ method, target }) => [method, target]),
        methods.flatMap((method) => targets.map((target) => [method, target])),
        `Table ${number}`,
      );
    }
  });

  it('are known by data set and kind of target', () => {
    const numbers = ['I', 'II'].flatMap((name) => [false, true].map((exploration) => findPaperTable(name, exploration)?.number));
    assert.deepEqual(numbers, [1, 3, 2, 4]);
    assert.equal(findPaperTable('small', false), undefined);
  });

  it('have residuals that can be: min REP not above the mean, the mean not above what its spread allows', () => {
    for (const { rows } of readPaperTables()) {
      for (const { minimum, mean, deviation, seconds } of rows) {
        assert.ok(seconds > 0);
        if (mean === null) continue;
        // no value of 30 lies farther from the mean than √29 standard deviations (Samuelson 1968)
        assert.ok(minimum! <= mean && mean - minimum! <= Math.sqrt(29) * deviation!);
      }
    }
  });

  it('say what the text says of two of their rows', () => {
    const [first, second] = [findPaperTable('I', false)!.rows, findPaperTable('II', false)!.rows];
    assert.deepEqual(first[0], { method: 'GAN-MDN', target: 0.55, minimum: 0.65, mean: 15.68, deviation: 8.4, seconds: 9.75 });
    const best = {
      method: 'Bayesian optimisation',
      target: 0.65,
      minimum: 1.21,
      mean: null,
      deviation: null,
      seconds: 4.2 * 3600,
    };
    assert.deepEqual(second[17], best);
  });
});
