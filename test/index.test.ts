import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { repositoryRoot } from '../src/runs/files';

const source = join(repositoryRoot, 'src');
const indexes = readdirSync(source)
  .map((room) => join(source, room, 'index.ts'))
  .filter((index) => existsSync(index));

/** Whether a file does nothing but pass on what others export. */
const passesOn = (file: string): boolean =>
  readFileSync(file, 'utf8')
    .split(';')
    .every((statement) => /^(\s|\/\/.*\n)*(export\b[\s\S]*\bfrom\s+'[^']+'\s*)?$/.test(statement));

describe('indexes of the rooms', () => {
  it('load, and have everything that they name', () => {
    assert.ok(indexes.length > 0);
    for (const index of indexes) {
      const exported = Object.entries(require(index));
      assert.ok(exported.length > 0, index);
      for (const [name, value] of exported) assert.notEqual(value, undefined, `${name} of ${relative(source, index)}`);
    }
  });

  it('that only pass on are for those outside: nothing in src/ imports them but one another', () => {
    const doors = new Set(indexes.filter(passesOn));
    assert.ok(doors.has(join(source, 'gan/index.ts')));
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !doors.has(join(source, file)),
    );
    for (const file of files) {
      for (const [, specifier] of readFileSync(join(source, file), 'utf8').matchAll(/(?:from|import|require\()\s*'(\.[^']*)'/g)) {
        const path = resolve(source, dirname(file), specifier);
        for (const index of [`${path}.ts`, join(path, 'index.ts')]) {
          assert.ok(!doors.has(index), `src/${file} imports the index of ${relative(source, dirname(index))}`);
        }
      }
    }
  });
});
