import assert from 'node:assert/strict';
import fc from 'fast-check';
import { solveConjugateResiduals } from '../../src/numerics/conjugate-residuals';
import { solve } from '../../src/numerics/lu';
import { addToDiagonal, type ComplexMatrix, combine, copy, zeros } from '../../src/numerics/matrix';
import { accumulateProduct, multiply } from '../../src/numerics/product';
import { largestDifference, randomMatrix } from './matrices';

/** (1 − T)⁻¹ B by factorisation. */
function direct(t: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const system = copy(t);
  combine(system, -1, system, 0);
  addToDiagonal(system, 1);
  return solve(system, b);
}

describe('conjugate residuals', () => {
  it('solve X = T X + B for a small T, in single and double precision', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4 }), fc.boolean(), (size, columns, single) => {
        const precision = single ? 'f32' : 'f64';
        const [t, b] = [randomMatrix(size, size, 't', precision), randomMatrix(size, columns, 'b', precision)];
        combine(t, 0.1 / Math.sqrt(size), t, 0);
        const x = solveConjugateResiduals((field) => multiply(t, field), b);
        assert.ok(largestDifference(x, direct(t, b)) < (single ? 2e-6 : 1e-14));
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  it('take one application of T for each direction in which it is large', () => {
    const [left, right, b] = [randomMatrix(50, 3, 'left'), randomMatrix(3, 50, 'right'), randomMatrix(50, 2, 'b')];
    const t = multiply(left, right);
    let applied = 0;
    const x = solveConjugateResiduals((field) => {
      applied++;
      return multiply(t, field);
    }, b);
    assert.ok(largestDifference(x, direct(t, b)) < 1e-11);
    assert.ok(applied <= 20, `${applied} times`);
  });

  it('leave a column alone that is done before the others', () => {
    const t = zeros(3, 3);
    t.re.set([0.5, 0, 0, 0, -0.3, 0, 0, 0, 0.1]);
    const b = zeros(3, 2);
    b.re.set([1, 1, 0, 1, 0, 1]);
    const x = solveConjugateResiduals((field) => multiply(t, field), b);
    for (const [i, value] of [2, 2, 0, 1 / 1.3, 0, 1 / 0.9].entries()) assert.ok(Math.abs(x.re[i] - value) < 1e-15, `${x.re[i]}`);
  });

  it('leave B as it is where T is nothing, and NaN where it is', () => {
    const b = randomMatrix(5, 2, 'b');
    const nothing = ({ rows, columns }: ComplexMatrix) => zeros(rows, columns);
    assert.equal(largestDifference(solveConjugateResiduals(nothing, b), b), 0);
    b.re[0] = Number.NaN;
    const half = (field: ComplexMatrix) => {
      const out = copy(field);
      combine(out, 0.5, out, 0);
      return out;
    };
    const x = solveConjugateResiduals(half, b);
    assert.ok(Number.isNaN(x.re[0]));
    assert.ok(Math.abs(x.re[1] - 2 * b.re[1]) < 1e-14);
  });

  it('fail where they do not get nearer: X = X + B', () => {
    assert.throws(() => solveConjugateResiduals((field) => copy(field), randomMatrix(5, 1, 'b')), /conjugate residuals/);
  });

  it('need no more directions than there are equations, however large T is', () => {
    const [t, b] = [randomMatrix(20, 20, 't'), randomMatrix(20, 1, 'b')];
    const x = solveConjugateResiduals((field) => multiply(t, field), b);
    const left = copy(b);
    accumulateProduct(left, t, x, 1);
    assert.ok(largestDifference(left, x) < 1e-10);
  });
});
