import assert from 'node:assert/strict';
import { factorise, invert, solve, solveFromRight, solveTransposedInPlace } from '../../src/numerics/lu';
import { copy, identity, transpose, zeros } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/product';
import { largestDifference, randomMatrix } from './matrices';

describe('LU', () => {
  for (const size of [1, 2, 8, 9, 31, 100]) {
    it(`solves ${size} equations from the left and from the right`, () => {
      const a = randomMatrix(size, size, `a${size}`);
      const b = randomMatrix(size, 5, `b${size}`);
      const c = randomMatrix(3, size, `c${size}`);
      assert.ok(largestDifference(multiply(a, solve(a, b)), b) < 1e-11);
      assert.ok(largestDifference(multiply(solveFromRight(a, c), a), c) < 1e-11);
      assert.ok(largestDifference(multiply(invert(a), a), identity(size)) < 1e-11);
    });
  }

  it('solves with the transpose', () => {
    const [a, b] = [randomMatrix(31, 31, 'a'), randomMatrix(31, 3, 'b')];
    assert.ok(largestDifference(multiply(transpose(a), solveTransposedInPlace(factorise(copy(a)), copy(b))), b) < 1e-11);
  });

  it('exchanges rows where the diagonal is zero', () => {
    const a = zeros(3, 3);
    a.re.set([0, 2, 0, 0, 0, 4, 1, 0, 0]);
    const expected = zeros(3, 3);
    expected.re.set([0, 0, 1, 0.5, 0, 0, 0, 0.25, 0]);
    assert.equal(largestDifference(invert(a), expected), 0);
  });

  it('gives finite, very large solutions for a singular matrix', () => {
    const a = zeros(12, 12);
    for (let i = 0; i < 11; i++) a.re[i * 13] = 3;
    const inverse = invert(a);
    assert.ok(inverse.re.every(Number.isFinite));
    assert.ok(inverse.re[143] > 1e14);
    assert.ok(Math.abs(inverse.re[0] - 1 / 3) < 1e-15);
  });
});
