import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formulas } from '../../../src/optics/problem/dispersion';
import { refractiveIndex } from '../../../src/optics/problem/materials';
import { readRefractiveIndexInfo } from '../../../src/optics/problem/refractive-index-info';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
function pageOf(name: string, data: string): string {
  const path = join(folder, name);
  writeFileSync(path, `REFERENCES: "A. Author, Journal 1, 2 (2003)"\nCOMMENTS: none\n${data}`);
  return path;
}

/** Schott's glass N-BK7: the data sheet's coefficients, and its indices at the lines F, d, C and at 1529.6 nm. */
const bk7 = 'coefficients: 0 1.03961212 0.00600069867 0.231792344 0.0200179144 1.01046945 103.560653';
const bk7Printed = [
  [486.1, '1.5224'],
  [587.6, '1.5168'],
  [656.3, '1.5143'],
  [1529.6, '1.5009'],
] as const;

describe('dispersion formulas', () => {
  it('give what data sheets and handbooks print', () => {
    const printed: [formula: number, coefficients: number[], micrometres: number, n: number, digits: number][] = [
      // sapphire's ordinary ray, Malitson and Dodge 1972
      [1, [0, 1.4313493, 0.0726631, 0.65054713, 0.1193242, 5.3414021, 18.028251], 0.5893, 1.76817, 3e-4],
      // glass BK7 by the two terms that textbooks give
      [5, [1.5046, 0.0042, -2], 0.5876, 1.51676, 1e-4],
      // air at 15 °C, Ciddor 1996
      [6, [0, 0.05792105, 238.0185, 0.00167917, 57.362], 0.633, 1.00027653, 1e-7],
      // silicon, Edwards and Ochoa 1980
      [7, [3.41906, 0.123172, 0.0265456, -2.66511e-8, 5.45852e-14], 10, 3.4203, 5e-4],
    ];
    for (const [formula, coefficients, micrometres, n, tolerance] of printed) {
      const found = formulas[formula - 1](coefficients, micrometres);
      assert.ok(Math.abs(found - n) < tolerance, `formula ${formula}: ${found}`);
    }
  });

  it('agree where one is a case of another', () => {
    const [sellmeier, squares, polynomial, general, cauchy] = formulas;
    const [, , , , , , , lorentz, exotic] = formulas;
    const l = 0.7;
    assert.ok(Math.abs(sellmeier([0.2, 1.3, 0.15], l) - squares([0.2, 1.3, 0.15 ** 2], l)) < 1e-14);
    assert.equal(polynomial([2.1, 0.3, -2], l), Math.sqrt(2.1 + 0.3 * l ** -2));
    // b λ²/(λ² − c²) + polynomial
    const both = [1.1, 1.3, 2, 0.15, 2, 0, 0, 0, 0, 0.01, 2];
    assert.ok(Math.abs(general(both, l) ** 2 - (sellmeier([0.1, 1.3, 0.15], l) ** 2 + 0.01 * l ** 2)) < 1e-14);
    assert.equal(cauchy([1.5], l), 1.5);
    const n = lorentz([0.2, 0.05, 0.01, 0.001], l);
    assert.ok(Math.abs((n ** 2 - 1) / (n ** 2 + 2) - (0.2 + (0.05 * l ** 2) / (l ** 2 - 0.01) + 0.001 * l ** 2)) < 1e-14);
    assert.ok(
      Math.abs(exotic([2, 0.1, 0.02, 0.3, 0.5, 0.01], l) ** 2 - (2 + 0.1 / (l ** 2 - 0.02) + (0.3 * 0.2) / (0.2 ** 2 + 0.01))) <
        1e-14,
    );
  });
});

describe('a page of refractiveindex.info', () => {
  it('with a formula is a material in its range', () => {
    const material = readRefractiveIndexInfo(
      pageOf('N-BK7.yml', `DATA:\n  - type: formula 2\n    wavelength_range: 0.3 2.5\n    ${bk7}\n`),
    );
    assert.equal(material.name, 'N-BK7');
    assert.match(material.source, /A\. Author/);
    for (const [wavelength, n] of bk7Printed) {
      const [real, imaginary] = refractiveIndex(material, wavelength);
      assert.deepEqual([real.toFixed(4), imaginary], [n, 0]);
    }
    assert.throws(() => refractiveIndex(material, 299), /N-BK7 is known from 300 to 2500 nm, not at 299 nm/);
  });

  it('with a formula of n and a table of k has both', () => {
    const loss = '  - type: tabulated k\n    data: |\n        0.4 1e-6\n        0.6 3e-6\n';
    const material = readRefractiveIndexInfo(
      pageOf('lossy.yml', `DATA:\n  - type: formula 2\n    wavelength_range: 0.3 2.5\n    ${bk7}\n${loss}`),
    );
    assert.ok(Math.abs(refractiveIndex(material, 500)[1] - 2e-6) < 1e-18);
    assert.throws(() => refractiveIndex(material, 700), /k of lossy is known from 400 to 600 nm/);
  });

  it('with tables is a table in nanometres', () => {
    const both = pageOf(
      'both.yml',
      'DATA:\n  - type: tabulated nk\n    data: |\n        0.6168 0.21 3.272\n        0.6595 0.14 3.697\n',
    );
    assert.deepEqual(refractiveIndex(readRefractiveIndexInfo(both), 616.8), [0.21, 3.272]);
    const apart =
      'DATA:\n  - type: tabulated n\n    data: |\n        0.5 2\n        0.6 3\n  - type: tabulated k\n    data: |\n        0.4 0\n        0.8 0.4\n';
    const [n, k] = refractiveIndex(readRefractiveIndexInfo(pageOf('apart.yml', apart)), 550);
    assert.ok(Math.abs(n - 2.5) < 1e-12 && Math.abs(k - 0.15) < 1e-12);
  });

  it('that is none is refused in one line', () => {
    const refused: [string, RegExp][] = [
      ['DATA: [', /this is no YAML; give a page/],
      ['OTHER: 1', /it has no list DATA/],
      ['DATA: [1]', /it has no list DATA/],
      ['DATA:\n  - type: picture\n', /it has "picture" under DATA/],
      ['DATA:\n  - type: formula 10\n    coefficients: 1\n', /there is no formula 10/],
      ['DATA:\n  - type: formula 2\n    coefficients: 1 2 3\n', /the formula's range is undefined/],
      [
        'DATA:\n  - type: formula 2\n    wavelength_range: 0.3 2\n    coefficients: a b\n',
        /the formula's coefficients are "a b"/,
      ],
      ['DATA:\n  - type: tabulated nk\n    data: |\n        0.6 1\n', /row 1 of tabulated nk is /],
      ['DATA:\n  - type: tabulated n\n    data: |\n        0.6 1\n        0.5 1\n', /500 nm comes after 600 nm/],
    ];
    for (const [page, message] of refused) {
      assert.throws(
        () => readRefractiveIndexInfo(pageOf('wrong.yml', page)),
        (error: Error) => {
          assert.equal(error.name, 'InputError');
          assert.match(error.message, message);
          assert.equal(error.message.split('\n').length, 1);
          return true;
        },
      );
    }
  });
});
