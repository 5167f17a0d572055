import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { holderOf, holdLock } from '../../src/runs/lock';
import { skip } from '../skip';

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
    assert.match(holderOf(path)!, /^process 1 on not-/);
  });

  it('of another machine is taken over once there was no sign of its holder for ten minutes', () => {
    const path = join(folder, 'd.lock');
    writeFileSync(path, JSON.stringify({ pid: 1, host: `not-${hostname()}` }));
    const minutesAgo = (minutes: number) => new Date(Date.now() - 60_000 * minutes);
    utimesSync(path, minutesAgo(9), minutesAgo(9));
    assert.throws(() => holdLock(path, 'reproduce', "step 'd'"), /under way/);
    utimesSync(path, minutesAgo(11), minutesAgo(11));
    assert.equal(holderOf(path), undefined);
    holdLock(path, 'reproduce', "step 'd'")();
  });

  it('is taken over from a process whose number another process has got since', function () {
    if (!existsSync('/proc/self/stat')) skip(this, 'the system does not say when a process began');
    const path = join(folder, 'e.lock');
    // of this process, which does not hold it: of one with its number, in a container that was started again
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }));
    holdLock(path, 'reproduce', "step 'e'")();
    const release = holdLock(path, 'reproduce', "step 'e'");
    const { started } = JSON.parse(readFileSync(path, 'utf8')) as { started: string };
    release();
    assert.match(started, /^\d+$/);
    writeFileSync(path, JSON.stringify({ pid: process.ppid, host: hostname(), started: `${started}1` }));
    holdLock(path, 'reproduce', "step 'e'")();
    writeFileSync(path, JSON.stringify({ pid: process.ppid, host: hostname() }));
    assert.throws(() => holdLock(path, 'reproduce', "step 'e'"), /under way/);
  });

  it('leaves nothing but itself', () => {
    const names = readdirSync(folder).filter((name) => !/^([b-e]\.lock|deep)$/.test(name));
    assert.deepEqual(names, []);
  });
});
