import assert from 'node:assert/strict';
import { solve } from '../../src/optics/solve';
import { assertSolves, readCases } from './cases';

describe('solve, on all random problems', () => {
  it('gives what a dense eigensolver gives', () => {
    const cases = readCases();
    assert.equal(cases.length, 500);
    for (const one of cases) {
      assertSolves(one, solve({ ...one.problem, precision: 'f64' }), 1e-7);
      assertSolves(one, solve(one.problem), 2e-5);
    }
  });
});
