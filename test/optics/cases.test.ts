import { solve } from '../../src/optics/solver/solve';
import { assertSolves, readCases } from './cases';

// Nine shares no factor with the steps at which kinds of problem come, so all kinds are among these.
const cases = readCases().filter((_, i) => i % 9 === 0);

describe('solve, on every ninth random problem', () => {
  it('gives in double precision what a dense eigensolver gives', () => {
    for (const one of cases) assertSolves(one, solve({ ...one.problem, precision: 'f64' }), 1e-7);
  });

  it('finds by itself where single precision is not enough', () => {
    for (const one of cases) assertSolves(one, solve({ ...one.problem, precision: 'auto' }), 2e-5);
  });
});
