import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMaterial, readMaterial, refractiveIndex, silica, tabulatedMaterials } from '../../../src/optics/problem/materials';

describe('materials', () => {
  it('give silica as catalogues list it', () => {
    // Fraunhofer's F, d and C lines and 1550 nm, to the digits that are printed.
    const printed = [
      [486.1327, '1.46313'],
      [587.5618, '1.45846'],
      [656.2725, '1.45637'],
      [1550, '1.44402'],
    ] as const;
    for (const [wavelength, n] of printed) {
      const [real, imaginary] = refractiveIndex(silica, wavelength);
      assert.equal(real.toFixed(5), n);
      assert.equal(imaginary, 0);
    }
  });

  it('give a table at its wavelengths, and straight lines between them', () => {
    const gold = loadMaterial('Au');
    // Johnson and Christy (1972), table I: at 2.01 eV n = 0.21, k = 3.272.
    assert.deepEqual(refractiveIndex(gold, 616.8), [0.21, 3.272]);
    const table = { name: 'X', source: 'none', wavelength: [400, 500, 700], n: [1, 2, 4], k: [0, 0.5, 0.1] };
    const [n, k] = refractiveIndex(table, 600);
    assert.ok(Math.abs(n - 3) < 1e-15 && Math.abs(k - 0.3) < 1e-15);
    assert.deepEqual(refractiveIndex(table, 400), [1, 0]);
    assert.deepEqual(refractiveIndex(table, 700), [4, 0.1]);
  });

  it('give a constant anywhere', () => {
    assert.deepEqual(refractiveIndex([4.33, 0.5], 1e6), [4.33, 0.5]);
  });

  it('are refused outside the wavelengths that they are known at', () => {
    const silicon = loadMaterial('a-Si');
    for (const [material, wavelength] of [
      [silica, 209],
      [silica, 3711],
      [silicon, 100],
      [silicon, 2067],
      [silicon, Number.NaN],
    ] as const) {
      assert.throws(() => refractiveIndex(material, wavelength), { name: 'InputError', argument: 'wavelength' });
    }
  });

  it('are all there, with their sources, over the visible', () => {
    for (const name of tabulatedMaterials) {
      const material = loadMaterial(name);
      assert.equal(material.name, name);
      assert.match(material.source, /\(\d{4}\)/);
      for (const wavelength of [400, 600, 800]) {
        const [n, k] = refractiveIndex(material, wavelength);
        assert.ok(n > 0 && n < 7 && k >= 0 && k < 7);
      }
    }
  });

  it('from a file are refused where they are no table', () => {
    const folder = mkdtempSync(join(tmpdir(), 'material-'));
    const path = join(folder, 'x.json');
    const refuse = (content: unknown) => {
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      assert.throws(() => readMaterial(path), { name: 'InputError' });
    };
    const table = { name: 'X', source: 'none', wavelength: [400, 500], n: [1, 2], k: [0, 0.1] };
    refuse('{');
    refuse({ name: 'X' });
    refuse({ ...table, n: [1] });
    refuse({ ...table, k: [0, -0.1] });
    refuse({ ...table, wavelength: [500, 400] });
    writeFileSync(path, JSON.stringify(table));
    assert.deepEqual(readMaterial(path), table);
    rmSync(folder, { recursive: true });
  });
});
