import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkTarget, prepareFolder, readTarget, wholeNumber } from '../../src/cli/options';
import { absorptionOf } from '../../src/film/property';
import { siliconFilm } from '../../src/film/settings';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));

describe('options', () => {
  it('read numbers and refuse what is none', () => {
    assert.equal(wholeNumber('--count', 1)('30'), 30);
    assert.equal(readTarget('0.65'), 0.65);
    assert.deepEqual(readTarget('0.6,0.7'), [0.6, 0.7]);
    for (const text of ['', '0', '1.5', 'ten', '-3'])
      assert.throws(() => wholeNumber('--count', 1)(text), /^InputError: --count: /);
    for (const text of ['', '0.5,', 'dark', 'NaN'])
      assert.throws(() => readTarget(text), /^InputError: --target: '.*' is no number/);
  });

  it('refuse targets that the property cannot have', () => {
    const absorption = absorptionOf(siliconFilm);
    const spectrum = absorptionOf({ ...siliconFilm, wavelength: [500, 600] });
    checkTarget(0.65, absorption);
    checkTarget([0.6, 0.7], spectrum);
    for (const target of [0, 1.7, -0.2]) {
      assert.throws(() => checkTarget(target, absorption), /^InputError: --target: .* is no absorption to ask for; give/);
    }
    assert.throws(() => checkTarget(0.6, spectrum), /1 numbers for the 2 of a target absorption; give 2/);
  });

  it('make a folder, and refuse one that cannot be written', () => {
    const made = join(folder, 'a/b');
    assert.equal(prepareFolder('--out', made), made);
    assert.ok(existsSync(made));
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'file'), join(folder, 'file/below')]) {
      assert.throws(
        () => prepareFolder('--out', path),
        /^InputError: --out: cannot write to .*; name a folder that you may write to$/,
      );
    }
    if (existsSync('/proc/self'))
      assert.throws(() => prepareFolder('--out', '/proc/microdesign'), /^InputError: --out: cannot write/);
  });
});
