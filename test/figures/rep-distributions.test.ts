import assert from 'node:assert/strict';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { repDistributions } from '../../src/figures/rep-distributions';
import { named, numbers, sets, targets } from './drawn-results';

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
