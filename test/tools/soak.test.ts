import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differencesOf } from '../../tools/soak/compare';
import { damagedFiles } from '../../tools/soak/damaged-files';
import { type Ending, judgeEnding } from '../../tools/soak/process';
import { faultsIn, trialsTable } from '../../tools/soak/trials';

describe('the soak, small', () => {
  it('bears 60 damaged files of each kind: each is read as it was or refused in one line', async () => {
    const groups = await damagedFiles(11, 60);
    assert.deepEqual(faultsIn(groups), []);
    assert.equal(groups.length, 5);
    for (const { name, trials } of groups) {
      assert.equal(trials.length, 60, name);
      assert.ok(trials.filter(({ outcome }) => outcome === 'refused').length > 15, `${name} refuses next to nothing`);
    }
  });

  it('tells a refusal from a stack trace, a hang and a kill', () => {
    const ending = (change: Partial<Ending>): string => {
      return judgeEnding({ code: 0, signal: null, out: '', err: '', ...change }, 'a command').outcome;
    };
    const refusal = 'error: --folder: no room; make some\n';
    assert.equal(ending({}), 'well');
    assert.equal(ending({ code: 2, err: `  simulating: 20 of 100\n${refusal}` }), 'refused');
    assert.equal(ending({ code: 2, err: `${refusal}${refusal}` }), 'trace');
    assert.equal(ending({ code: 1, err: refusal }), 'trace');
    assert.equal(ending({ code: 2, err: `${refusal}    at write (files.ts:3:4)\n` }), 'trace');
    assert.equal(ending({ code: null, signal: 'SIGKILL', err: 'hangs' }), 'trace');
  });

  it('finds files that are other, fewer or more, but for times in JSON', () => {
    const folder = mkdtempSync(join(tmpdir(), 'soak-'));
    const [a, b] = ['a', 'b'].map((name) => mkdtempSync(join(folder, name)));
    const write = (name: string, first: string, second: string): void => {
      writeFileSync(join(a, name), first);
      writeFileSync(join(b, name), second);
    };
    write('same.txt', 'one', 'one');
    write('times.json', '{"y":1,"seconds":2}', '{"y":1,"seconds":3}');
    assert.deepEqual(differencesOf(a, b), []);
    write('other.json', '{"y":1}', '{"y":2}');
    writeFileSync(join(a, 'more.h5'), '');
    assert.deepEqual(differencesOf(a, b).sort(), ['more.h5', 'other.json']);
    rmSync(folder, { recursive: true });
  });

  it('counts trials in a table, with why there are none', () => {
    const groups = [
      { name: 'kills', trials: [{ outcome: 'well', detail: '' } as const, { outcome: 'lost', detail: 'a file' } as const] },
      { name: 'disks', trials: [], skipped: 'no room' },
    ];
    const lines = trialsTable(groups).split('\n');
    assert.equal(lines[2], '| kills | 2 | 1 | 0 | 1 | 0 | 0 |');
    assert.match(lines[3], /^\| disks \| skipped: no room \|/);
    assert.equal(lines[4], '| all | 2 | 1 | 0 | 1 | 0 | 0 |');
    assert.deepEqual(faultsIn(groups), ['kills: lost something: a file']);
  });
});
