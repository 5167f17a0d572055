import assert from 'node:assert/strict';
import { fromBelow } from '../../../src/optics/problem/from-below';
import { solve } from '../../../src/optics/solver/solve';
import { solveStack } from '../../../src/optics/solver/stack';
import { patternOf, problemWith } from '../problems';

describe('a problem lit from below', () => {
  it('transmits as much of unpolarised light along z as from above, and absorbs otherwise', () => {
    const problem = problemWith({ period: [300, 300] });
    const [above, below] = [problem, fromBelow(problem)].map((each) => solve(each));
    // one order propagates on either side, so reciprocity has T alone
    assert.ok(Math.abs(above.unpolarised.T - below.unpolarised.T) < 1e-9);
    assert.ok(Math.abs(above.unpolarised.R - below.unpolarised.R) > 0.01);
  });

  it('is the problem again when it is lit from below twice', () => {
    const problem = problemWith({});
    assert.deepEqual(fromBelow(fromBelow(problem)), problem);
  });

  it('turns the order of the layers of a stack', () => {
    const { thickness, pattern, precision, ...rest } = problemWith({ period: [300, 300] });
    const uniform = { thickness: 80, pattern: patternOf(['1']) };
    const stack = { ...rest, layers: [{ thickness, pattern }, uniform] };
    const [above, below] = [stack, fromBelow(stack)].map((each) => solveStack(each));
    assert.ok(Math.abs(above.unpolarised.T - below.unpolarised.T) < 1e-9);
    assert.deepEqual(fromBelow(stack).layers, [uniform, { thickness, pattern }]);
  });

  it('is refused where the substrate absorbs', () => {
    assert.throws(() => solve(fromBelow(problemWith({ substrate: [3.5, 0.1] }))), /cover/);
  });
});
