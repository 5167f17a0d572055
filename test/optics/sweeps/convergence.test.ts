import assert from 'node:assert/strict';
import { absorption } from '../../../src/optics/solver/solve';
import { converge } from '../../../src/optics/sweeps/convergence';
import { patternOf, problemWith } from '../problems';

describe('convergence', () => {
  it('raises the harmonics until the absorption settles', () => {
    const problem = problemWith({ pattern: patternOf(['0011', '0011', '0111', '0000']), precision: 'auto' });
    const { settled, steps } = converge(problem, 2e-3, 400);
    assert.ok(settled);
    for (let i = 1; i < steps.length; i++) assert.ok(steps[i].harmonics > steps[i - 1].harmonics);
    const [a, b, c] = steps.slice(-3);
    assert.ok(Math.abs(a.absorption - b.absorption) < 2e-3 && Math.abs(b.absorption - c.absorption) < 2e-3);
    assert.equal(c.absorption, absorption({ ...problem, truncation: { circular: c.harmonics } }));
  });

  it('says so where it does not, and is settled at once for a uniform film', () => {
    assert.equal(converge(problemWith({ rule: 'laurent' }), 1e-7, 60).settled, false);
    const film = problemWith({ pattern: patternOf(['1']) });
    assert.equal(converge(film, 1e-9).steps.length, 3);
    assert.throws(() => converge(film, 0), { name: 'InputError', argument: 'tolerance' });
  });
});
