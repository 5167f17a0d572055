import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absorptionTarget, prepareFolder, wholeNumber } from '../../src/cli/options';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));

describe('options', () => {
  it('read numbers and refuse what is none', () => {
    assert.equal(wholeNumber('--count', 1)('30'), 30);
    assert.equal(absorptionTarget('0.65'), 0.65);
    for (const text of ['', '0', '1.5', 'ten', '-3'])
      assert.throws(() => wholeNumber('--count', 1)(text), /^InputError: --count: /);
    for (const text of ['', '0', '1', '1.7', 'dark', 'NaN'])
      assert.throws(() => absorptionTarget(text), /^InputError: --target: /);
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
