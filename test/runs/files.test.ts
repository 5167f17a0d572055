import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeFolder, partialOf, readFile, removePartials, replaceFile, repositoryRoot, writeFile } from '../../src/runs/files';

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

  it('are all there or refused where the disk takes a part of them', () => {
    const path = join(folder, 'long.txt');
    // in blocks of 512 bytes; a file that is longer is cut where it is written with a single call
    const write = `require('tsx/cjs'); require('./src/runs/files').writeFile(${JSON.stringify(path)}, 'x'.repeat(5000), '--out')`;
    const { status, stderr } = spawnSync('sh', ['-c', `ulimit -f 4 && exec "$0" -e "$1"`, process.execPath, write], {
      encoding: 'utf8',
      cwd: repositoryRoot,
    });
    assert.equal(status, 1);
    assert.match(stderr, /InputError: --out: cannot write .*long.txt \(EFBIG\); allow larger files/);
    assert.ok(!existsSync(path));
    assert.deepEqual(readdirSync(folder), ['a']);
  });

  it('that killed processes were writing are taken away, those of living ones left', () => {
    const place = join(folder, 'partial');
    makeFolder(place);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const living = basename(partialOf(join(place, 'y.h5')));
    const dead = (file: string): string => living.replace('y.h5', file).replace(`-${process.pid}-`, `-${pid}-`);
    // of a process of another machine nobody knows here whether it lives
    const [recent, old] = ['00000000', '11111111'].map((machine) => living.replace(/\.[0-9a-f]{8}-/, `.${machine}-`));
    for (const name of [living, dead('y.h5'), dead('z.h5'), recent, old, 'y.h5']) writeFileSync(join(place, name), '');
    const yesterday = new Date(Date.now() - 86_400_000);
    utimesSync(join(place, old), yesterday, yesterday);
    removePartials(place, 'y.h5');
    assert.deepEqual(readdirSync(place).sort(), ['y.h5', living, recent, dead('z.h5')].sort());
    removePartials(place);
    assert.deepEqual(readdirSync(place).sort(), ['y.h5', living, recent].sort());
    removePartials(join(folder, 'none'));
    rmSync(place, { recursive: true });
  });

  it('that fail half-way leave the old one and nothing else', () => {
    const path = join(folder, 'a/b/text.txt');
    const fail = (partial: string): void => {
      writeFileSync(partial, 'half');
      throw new Error('the power went');
    };
    assert.throws(() => replaceFile(path, fail), /the power went/);
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
