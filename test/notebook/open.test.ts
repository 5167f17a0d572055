import assert from 'node:assert/strict';
import { tenfold } from '../../src/conduction/settings';
import { conduction } from '../../src/conduction/simulation';
import { openNotebook } from '../../src/notebook/open';
import { findProfile } from '../../src/pipeline/profiles';
import { InputError } from '../../src/runs/errors';

const sketch = findProfile('sketch');

describe('where a notebook has its things from', () => {
  it('is what is shipped, for the paper’s profile alone', () => {
    assert.equal(openNotebook().isShipped, true);
    assert.equal(openNotebook({ profile: 'sketch' }).isShipped, false);
    assert.equal(openNotebook({ profile: { ...findProfile('paper'), name: 'mine' } }).isShipped, false);
  });

  it('tells how its own property is simulated, not how the film is', () => {
    const parts = { simulation: conduction({ ...tenfold, cells: 3 }) };
    const page = openNotebook({ profile: { ...sketch, name: 'mine' }, parts });
    assert.match(`${page}`, /3 × 3 cells a pixel/);
    assert.doesNotMatch(`${page}`, /waves/);
  });

  it('knows the methods that it is given, and no others', () => {
    const parts = { methods: [] };
    const page = openNotebook({ profile: { ...sketch, name: 'mine' }, parts });
    assert.throws(() => page.open('II', 'GAN-MDN'), InputError);
  });

  it('refuses a profile or a property of one’s own under the name of a profile that is there', () => {
    for (const options of [{ profile: { ...sketch } }, { profile: 'paper', parts: { simulation: conduction() } }]) {
      assert.throws(() => openNotebook(options), /a name of its own/);
    }
  });
});
