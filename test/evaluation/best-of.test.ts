import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bestOfFirst } from '../../src/evaluation/best-of';
import { summariseResiduals } from '../../src/evaluation/residual';

describe('best of the first T designs', () => {
  it('is the mean over targets of the least REP so far', () => {
    const results = [
      { target: 0.5, simulated: [0.6, 0.55, 0.58] },
      { target: 1, simulated: [0.9, 0.8, 0.99] },
    ];
    // 20, 10, 10 % and 10, 10, 1 %
    assert.deepEqual(
      bestOfFirst(results).map((value) => value.toFixed(9)),
      ['15.000000000', '10.000000000', '5.500000000'],
    );
  });

  it('never rises, begins at the first design and ends at the mean of the min REPs', () => {
    const simulated = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(simulated, { minLength: 1, maxLength: 5 }), (all) => {
        const results = all.map((values, i) => ({ target: 0.5 + 0.05 * i, simulated: values }));
        const curve = bestOfFirst(results);
        assert.equal(curve.length, 30);
        curve.forEach((value, i) => {
          assert.ok(i === 0 || value <= curve[i - 1] + 1e-12);
        });
        const minima = results.map((result) => summariseResiduals(result.simulated, result.target).minimum);
        assert.ok(Math.abs(curve[29] - minima.reduce((sum, value) => sum + value, 0) / minima.length) < 1e-9);
      }),
    );
  });

  it('goes as far as the target with fewest designs, and no farther than it is asked', () => {
    const designs = (count: number) => ({ target: 0.5, simulated: new Array<number>(count).fill(0.4) });
    assert.equal(bestOfFirst([designs(4), designs(2)]).length, 2);
    assert.equal(bestOfFirst([designs(4)], 3).length, 3);
    assert.deepEqual(bestOfFirst([]), []);
  });
});
