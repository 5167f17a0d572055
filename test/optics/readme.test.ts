import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { solve } from '../../src/optics';
import { repositoryRoot } from '../../src/runs/files';

const folder = join(repositoryRoot, 'src/optics');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const tags = Array.from(readme.matchAll(/\\tag\{(\d+)\}/g), ([, tag]) => Number(tag));

describe('README of optics', () => {
  it('numbers its equations without a gap, and names files that are there', () => {
    assert.deepEqual(
      tags,
      Array.from(tags, (_, i) => i + 1),
    );
    const named = Array.from(readme.matchAll(/`([a-z-]+\/[a-z-]+\.ts)`/g), ([, file]) => file);
    assert.ok(named.length > 20);
    for (const file of named) assert.ok(existsSync(join(folder, file)), file);
  });

  it('is pointed at by the code with numbers that it has, as are files of this folder', () => {
    const names = files.map((file) => basename(file));
    let pointers = 0;
    for (const file of files) {
      const comments = readFileSync(join(folder, file), 'utf8').match(/\/\*\*[\s\S]*?\*\/|\/\/.*/g) ?? [];
      for (const comment of comments) {
        for (const [, from, to = from] of comment.matchAll(/Eq\. (\d+)(?: (?:and|to) (\d+))?/g)) {
          pointers++;
          assert.ok(tags.includes(Number(from)) && tags.includes(Number(to)), `${file}: ${comment}`);
        }
        for (const [name] of comment.matchAll(/[\w-]+\.ts\b/g)) assert.ok(names.includes(name), `${file} points to ${name}`);
      }
    }
    assert.ok(pointers > 15);
  });

  it('has an example that runs', () => {
    const [, code] = readme.match(/```ts\n([\s\S]*?)```/)!;
    const problem = code.match(/solve\((\{[\s\S]*\})\)/)![1];
    const { unpolarised, orders } = solve(new Function(`return ${problem}`)());
    assert.ok(unpolarised.A > 0.1 && orders.length > 0);
  });
});
