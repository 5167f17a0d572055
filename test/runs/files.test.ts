import assert from 'node:assert/strict';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, readFile, writeFile } from '../../src/runs/files';

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'files-'));
  after(() => rmSync(folder, { recursive: true }));

  it('are written whole beside the old one, which stays as it was to whoever reads it', () => {
    const path = join(folder, 'a/b/text.txt');
    const old = 'old '.repeat(10_000);
    writeFile(path, old);
    // written over in place, the file that is open here would change
    const open = openSync(path, 'r');
    writeFile(path, 'new');
    assert.equal(readFileSync(open, 'utf8'), old);
    closeSync(open);
    assert.equal(readFile(path).toString(), 'new');
    assert.deepEqual(readdirSync(join(folder, 'a/b')), ['text.txt']);
  });

  it('that cannot be written or read are refused by name, and leave what is there alone', () => {
    const place = join(folder, 'place');
    makeFolder(join(place, 'inside'));
    assert.throws(() => writeFile(place, 'text', '--out'), /^InputError: --out: cannot write .*place \(E[A-Z]+\); name a folder/);
    assert.ok(existsSync(join(place, 'inside')));
    assert.deepEqual(readdirSync(folder).sort(), ['a', 'place']);
    assert.throws(() => readFile(join(folder, 'none'), '--data'), /^InputError: --data: .*none: there is no such file; name/);
    assert.throws(() => readFile(place, '--data'), /^InputError: --data: .*place: cannot be read \(EISDIR\)/);
  });
});
