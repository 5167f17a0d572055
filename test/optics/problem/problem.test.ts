import assert from 'node:assert/strict';
import { isLossless, isStriped, presentPhases } from '../../../src/optics/problem/problem';
import { patternOf, problemWith } from '../problems';

describe('optical problem', () => {
  it('is striped where the pattern does not change along x or along y', () => {
    for (const rows of [['0'], ['0110'], ['0', '1'], ['00', '11'], ['01', '01']]) assert.equal(isStriped(patternOf(rows)), true);
    for (const rows of [
      ['01', '10'],
      ['00', '01'],
    ]) {
      assert.equal(isStriped(patternOf(rows)), false);
    }
  });

  it('has the phases that its pattern names, and is lossless where these and the substrate are', () => {
    const phases = [[1.45, 0] as const, [2, 0.1] as const, [0, 3] as const];
    const withPhases = (rows: string[], substrate = [1.45, 0] as const) =>
      problemWith({ phases, substrate, pattern: patternOf(rows) });
    assert.deepEqual(presentPhases(withPhases(['0202'])), [phases[0], phases[2]]);
    // A permittivity of −9 does not absorb.
    assert.equal(isLossless(withPhases(['0202'])), true);
    assert.equal(isLossless(withPhases(['0212'])), false);
    assert.equal(isLossless({ ...withPhases(['02']), substrate: [1, 1e-9] }), false);
  });
});
