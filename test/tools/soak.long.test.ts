import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';

describe('the soak', () => {
  it('finds no fault in a few trials of each kind', async () => {
    const counts = ['--kills', '16', '--files', '300', '--disturbances', '8', '--seed', '12'];
    const tsx = join(repositoryRoot, 'node_modules/tsx/dist/cli.mjs');
    const child = spawn(process.execPath, [tsx, join(repositoryRoot, 'tools/soak/run.ts'), ...counts]);
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (told += data));
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(code, 0, told);
    assert.match(told, /\| all \| \d{4} \|/);
  });
});
