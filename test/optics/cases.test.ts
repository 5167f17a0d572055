import { solve } from '../../src/optics/solve';
import { assertSolves, readCases } from './cases';

describe('solve, on every ninth random problem', () => {
  it('gives what a dense eigensolver gives', () => {
    // Nine shares no factor with the steps at which kinds of problem come, so all kinds are among these.
    const cases = readCases().filter((_, i) => i % 9 === 0);
    for (const one of cases) {
      assertSolves(one, solve({ ...one.problem, precision: 'f64' }), 1e-7);
      assertSolves(one, solve(one.problem), 2e-5);
    }
  });
});
