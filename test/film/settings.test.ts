import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absorptionOf } from '../../src/film/property';
import { checkFilm, type FilmSettings, filmProblem, indexOf, siliconFilm } from '../../src/film/settings';
import { filmSimulation } from '../../src/film/simulation';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { loadMaterial, refractiveIndex, silica } from '../../src/optics/problem/materials';
import { countComponents } from '../../src/simulation/property';

const images = randomFields({ ...smoothFields, side: 64 }, 3, RandomStream.fromSeed(1));
const tabulated: FilmSettings = { ...siliconFilm, phases: ['SiO2', 'a-Si'], harmonics: 9 };

describe('materials of a film', () => {
  it('are constants, tables of data/materials, silica’s formula, or a table of one’s own', () => {
    assert.deepEqual(indexOf([2, 0.1], 123), [2, 0.1]);
    assert.deepEqual(indexOf('a-Si', 600), refractiveIndex(loadMaterial('a-Si'), 600));
    assert.deepEqual(filmProblem(images[0], tabulated, 500).phases, [
      refractiveIndex(silica, 500),
      refractiveIndex(loadMaterial('a-Si'), 500),
    ]);
    const path = join(mkdtempSync(join(tmpdir(), 'microdesign-')), 'mine.json');
    writeFileSync(path, JSON.stringify({ name: 'mine', source: 'none', wavelength: [500, 700], n: [2, 3], k: [0, 1] }));
    const [n, k] = indexOf(path, 600);
    assert.ok(Math.abs(n - 2.5) < 1e-12 && Math.abs(k - 0.5) < 1e-12);
  });

  it('are refused by name, and outside of their tables', () => {
    assert.throws(() => indexOf('Kryptonite', 600), /film: there is no material 'Kryptonite'; choose from SiO2, a-Si, /);
    assert.throws(() => checkFilm({ ...tabulated, wavelength: 1e6 }, 64), /wavelength: .* is known from .* not at 1000000 nm/);
    assert.throws(() => checkFilm({ ...siliconFilm, thickness: -1 }, 64), /^InputError: film.thickness: -1/);
    assert.throws(() => checkFilm({ ...siliconFilm, harmonics: 0 }, 64), /^InputError: film.harmonics: /);
    checkFilm(siliconFilm, 96);
  });

  it('stand in the settings of a simulation as what the tables say, so that a changed table is another film', () => {
    const { settings } = filmSimulation(tabulated) as { settings: { indices?: object } };
    assert.deepEqual(settings.indices, { SiO2: [refractiveIndex(silica, 600)], 'a-Si': [indexOf('a-Si', 600)] });
    assert.deepEqual(filmSimulation(siliconFilm).settings, siliconFilm);
  });
});

describe('a film at several wavelengths', () => {
  const film = { ...tabulated, wavelength: [500, 600] };

  it('has a spectrum for its property: the absorption at each, in order', async () => {
    assert.deepEqual(absorptionOf(film).components, ['500 nm', '600 nm']);
    assert.equal(countComponents(absorptionOf(siliconFilm)), 1);
    const simulate = async (wavelength: FilmSettings['wavelength']): Promise<Float64Array> => {
      const simulator = filmSimulation({ ...film, wavelength }).open(1);
      const found = await simulator.simulate(images);
      assert.deepEqual(simulator.calls, { label: 3 });
      await simulator.close();
      return found;
    };
    const [spectra, at500, at600] = [await simulate([500, 600]), await simulate(500), await simulate(600)];
    assert.deepEqual(
      [...spectra],
      [...at500].flatMap((a, i) => [a, at600[i]]),
    );
  });

  it('is simulated at a fine fidelity where there is one, and refused at one that there is not', async () => {
    const simulator = filmSimulation(film, 25).open(1);
    assert.deepEqual(simulator.fidelities, { label: 'N = 9', fine: 'N = 25' });
    const [label, fine] = [await simulator.simulate(images), await simulator.simulate(images.slice(0, 1), {}, 'fine')];
    assert.ok(fine.length === 2 && Math.abs(fine[0] - label[0]) > 1e-6);
    assert.deepEqual(simulator.calls, { label: 3, fine: 1 });
    await assert.rejects(simulator.simulate(images, {}, 'finest'), /there is no|has no 'finest'; choose from label, fine/);
    await simulator.close();
  });
});
