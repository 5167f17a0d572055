import assert from 'node:assert/strict';
import { openNotebook } from '../../src/notebook/open';

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

  it('refuses what would take hours or is not there, and says what to do', async () => {
    const remedy = /profile: 'paper' is only loaded here.*; take sketch or quick for a run of your own/;
    assert.throws(() => openNotebook({ settings: ['film.thickness=300'] }), remedy);
    assert.throws(() => openNotebook({ seed: 2 }), remedy);
    assert.throws(() => openNotebook({ profile: 'huge' }), /there is no profile 'huge'; choose from sketch, quick, paper/);
    await assert.rejects(openNotebook().open('II', 'magic'), /there is no method 'magic'/);
    await assert.rejects(openNotebook({ profile: 'sketch' }).samples('I'), /profile 'sketch' has no Data-I; give II/);
  });
});
