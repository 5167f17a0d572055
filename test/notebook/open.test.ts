import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tenfold } from '../../src/conduction/settings';
import { conduction } from '../../src/conduction/simulation';
import { openNotebook } from '../../src/notebook/open';
import { findProfile } from '../../src/pipeline/profiles';
import { shippedResults } from '../../src/pipeline/shipped-results';
import { InputError } from '../../src/runs/errors';
import { skip } from '../skip';

const sketch = findProfile('sketch');

describe('openNotebook', () => {
  it('says in one line whether things are loaded or computed, and where they are kept', () => {
    assert.match(
      String(openNotebook()),
      /^Profile paper: all is loaded as it is shipped .*25,000 samples.*N = 225.*nothing is trained here\.$/,
    );
    assert.match(
      String(openNotebook({ profile: 'sketch' })),
      /^Profile sketch: computed here .* data\/runs\/sketch \(2,500 samples.*N = 49/,
    );
    const changed = openNotebook({ profile: 'sketch', seed: 3, settings: ['film.thickness=300'] });
    assert.equal(changed.profile.film.thickness, 300);
    assert.match(String(changed), /data\/runs\/sketch-seed3\+film\.thickness=300/);
  });

  it('opens each model and simulator once, and another for other settings', async () => {
    const page = openNotebook();
    const model = await page.open('II', 'gan-mdn');
    assert.equal(model, await openNotebook().open());
    assert.match(model.origin, /shipped/);
    assert.notEqual(model, await page.open('II', 'random latent'));
    assert.equal(await page.simulator({ harmonics: 9 }), await page.simulator({ harmonics: 9 }));
    assert.notEqual(await page.simulator({ harmonics: 9 }), await page.simulator());
  });

  it('gives the shipped samples, and the same random numbers to every cell that asks', async () => {
    const page = openNotebook();
    assert.equal((await page.samples('II')).y.length, 25_000);
    const draw = () => page.random.derive('fields').uniform();
    assert.equal(draw(), draw());
  });

  it('gives the shipped results of a method, and all its repetitions', async function () {
    if (!existsSync(shippedResults)) skip(this, 'no results are shipped');
    const page = openNotebook();
    const { within, exploration } = await page.results('I', ['gan-mdn']);
    const ofTargets = (results: readonly { target: number }[]) => results.map(({ target }) => target);
    assert.deepEqual(ofTargets(within), page.profile.protocol.targets);
    assert.deepEqual(ofTargets(exploration), page.profile.protocol.exploration);
    const { dataset, designs } = await page.repeats('I', ['gan-mdn']);
    assert.equal(dataset, 'I');
    assert.deepEqual(
      designs.slice(0, within.length).map(({ simulated }) => simulated),
      within.map(({ simulated }) => simulated),
    );
  });

  it('refuses what would take hours or is not there, and says what to do', async () => {
    const remedy = /profile: 'paper' is only loaded here.*; take sketch or quick for a run of your own/;
    assert.throws(() => openNotebook({ settings: ['film.thickness=300'] }), remedy);
    assert.throws(() => openNotebook({ seed: 2 }), remedy);
    assert.throws(() => openNotebook({ profile: 'huge' }), /there is no profile 'huge'; choose from sketch, quick, paper/);
    await assert.rejects(openNotebook().open('II', 'magic'), /there is no method 'magic'/);
    await assert.rejects(openNotebook({ profile: 'sketch' }).samples('I'), /profile 'sketch' has no Data-I; give II/);
  });
});

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

  it('knows the methods that it is given, and no others', async () => {
    const parts = { methods: [] };
    const page = openNotebook({ profile: { ...sketch, name: 'mine' }, parts });
    await assert.rejects(page.open('II', 'GAN-MDN'), InputError);
  });

  it('refuses a profile or a property of one’s own under the name of a profile that is there', () => {
    for (const options of [{ profile: { ...sketch } }, { profile: 'paper', parts: { simulation: conduction() } }]) {
      assert.throws(() => openNotebook(options), /a name of its own/);
    }
  });
});
