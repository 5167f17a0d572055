import assert from 'node:assert/strict';
import { withCalls } from '../../src/cli/calls';
import { budgeted, ganMdn, type Method, refined } from '../../src/inverse/index';
import { settingsOf } from '../../src/pipeline/method-steps';
import { findProfile } from '../../src/pipeline/profiles';

const profile = findProfile('paper');
const methods = [ganMdn, budgeted, refined] as Method[];

describe('--calls', () => {
  it('sets the budget of the method that is named, and nothing else', () => {
    const changed = withCalls(profile, methods, 'budgeted', 5);
    assert.deepEqual(settingsOf(changed, budgeted), { budget: { ...budgeted.settings.budget, calls: 5 } });
    assert.deepEqual(settingsOf(changed, refined), { refinement: refined.settings.refinement });
    assert.equal(
      (settingsOf(withCalls(profile, methods, 'refined', 20), refined) as typeof refined.settings).refinement.calls,
      20,
    );
    const before = { ...profile, methods: { budget: { rounds: 2 } } };
    assert.deepEqual(withCalls(before, methods, 'budgeted', 5).methods, { budget: { rounds: 2, calls: 5 } });
    assert.equal(changed.changes, undefined, 'the run whose networks are opened stays the same');
  });

  it('is refused in one line where a method takes no budget, or that is too small', () => {
    const refused: [string | undefined, number, RegExp][] = [
      [
        undefined,
        5,
        /^InputError: --calls: GAN-MDN takes no budget of calls; leave it out, or give --method budgeted or refined$/,
      ],
      ['gan-mdn', 5, /^InputError: --calls: GAN-MDN takes no budget/],
      ['refined', 3, /^InputError: --calls: 3; give a whole number of at least 4$/],
      ['magic', 3, /^InputError: --method: there is no method 'magic'/],
    ];
    for (const [name, calls, message] of refused) assert.throws(() => withCalls(profile, methods, name, calls), message);
  });
});
