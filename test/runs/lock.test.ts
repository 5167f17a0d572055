import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { holdLock } from '../../src/runs/lock';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));

describe('a lock', () => {
  it('is held until it is released', () => {
    const path = join(folder, 'deep', 'a.lock');
    const release = holdLock(path, 'reproduce', "step 'a'");
    assert.throws(() => holdLock(path, 'reproduce', "step 'a'"), {
      name: 'InputError',
      message: new RegExp(`^reproduce: step 'a' is under way in process ${process.pid}; wait for it or stop it`),
    });
    release();
    assert.ok(!existsSync(path));
    holdLock(path, 'reproduce', "step 'a'")();
  });

  it('is taken over from a process that has ended, and from one that was killed as it wrote', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    for (const content of [JSON.stringify({ pid, host: hostname() }), '', '{"pid":']) {
      const path = join(folder, 'b.lock');
      writeFileSync(path, content);
      holdLock(path, 'reproduce', "step 'b'")();
    }
  });

  it('of another machine is respected', () => {
    const path = join(folder, 'c.lock');
    writeFileSync(path, JSON.stringify({ pid: 1, host: `not-${hostname()}` }));
    assert.throws(() => holdLock(path, 'reproduce', "step 'c'"), /under way in process 1 on not-/);
  });
});
