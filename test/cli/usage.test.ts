import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { microdesign } from './run';

describe('the command line', () => {
  it('tells its version, and ends with 0', async () => {
    const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
    assert.deepEqual(await microdesign('--version'), { code: 0, out: `${version}\n`, err: '' });
  });

  it('answers a misspelt option in one line, also of a command of a command, with exit code 2', async () => {
    const answers = await Promise.all([
      microdesign('reproduce', '--profil', 'quick'),
      microdesign('dataset', 'build', '--datset', 'II'),
      microdesign('dataset', 'bild'),
      microdesign('reproduce', '--set', 'film.thicknes=300'),
    ]);
    for (const { code, out, err } of answers) {
      assert.deepEqual([code, out, err.trimEnd().split('\n').length], [2, '', 1], err);
      assert.match(err, /[Dd]id you mean (--profile|--dataset|build|film\.thickness)\?/);
    }
  });

  it('ends without a word where its reader has had enough', () => {
    const command = `"${process.execPath}" bin/microdesign.cjs doctor | head -1`;
    const script = `${command}; echo "codes \${PIPESTATUS[0]}"`;
    const out = execFileSync('bash', ['-c', `(${script}) 2>&1`], { cwd: repositoryRoot, encoding: 'utf8' });
    assert.equal(out.trimEnd().split('\n').length, 2, out);
    assert.match(out, /codes 0$/m);
  });
});
