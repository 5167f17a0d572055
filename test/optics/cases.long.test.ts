import assert from 'node:assert/strict';
import { solve } from '../../src/optics/solver/solve';
import { assertSolves, readCases } from './cases';

const cases = readCases();

describe('solve, on all random problems', () => {
  it('gives in double precision what a dense eigensolver gives', () => {
    assert.equal(cases.length, 500);
    for (const one of cases) assertSolves(one, solve({ ...one.problem, precision: 'f64' }), 1e-7);
  });

  it('finds by itself where single precision is not enough', () => {
    const precisions = cases.map((one) => {
      const solution = solve({ ...one.problem, precision: 'auto' });
      assertSolves(one, solution, 2e-5);
      return solution.precision;
    });
    // Both are in use, or this tests nothing.
    assert.ok(precisions.includes('f32') && precisions.includes('f64'));
  });
});
