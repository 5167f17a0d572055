import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '../../src/numerics/random';
import { repositoryRoot } from '../../src/runs/files';
import { temporary } from './sources';

/** Builds a small data set by the command line; killed after so many seconds, if it is not done before. */
function build(folder: string, workers: number, seconds = Infinity): Promise<number | null> {
  const command = ['dataset', 'build', '--dataset', 'II', '--profile', 'sketch', '--folder', folder, '--workers', `${workers}`];
  const child = spawn(process.execPath, [join(repositoryRoot, 'bin/microdesign.cjs'), ...command], { stdio: 'ignore' });
  const timer = Number.isFinite(seconds) && setTimeout(() => child.kill('SIGKILL'), 1000 * seconds);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (timer) clearTimeout(timer);
      resolve(code);
    });
  });
}

describe('long building of data sets', () => {
  it('killed ten times at random moments ends with the files of an undisturbed build, on other workers', async () => {
    const [undisturbed, killed] = [temporary(), temporary()];
    const random = RandomStream.fromSeed(11);
    let kills = 0;
    for (let attempt = 0; attempt < 10; attempt++) kills += Number((await build(killed, 2, random.uniform(0.5, 9))) === null);
    assert.ok(kills > 3, `${kills} kills`);
    assert.equal(await build(killed, 2), 0);
    assert.equal(await build(undisturbed, 1), 0);
    for (const file of ['data-II.h5', 'data-II-light.h5', 'data-II-outside.h5']) {
      assert.deepEqual(readFileSync(join(killed, file)), readFileSync(join(undisturbed, file)));
    }
    for (const folder of [undisturbed, killed]) rmSync(folder, { recursive: true });
  });
});
