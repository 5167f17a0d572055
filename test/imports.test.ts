import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { repositoryRoot } from '../src/runs/files';

/** Each room of src/ and the rooms below it that it may import from; itself always. */
const below: Record<string, string[]> = { runs: [], numerics: ['runs'] };
const layers = [
  ['microstructure', 'optics', 'learning'],
  ['simulation', 'layout'],
  ['gan', 'mdn', 'film', 'conduction', 'gaussian-process', 'surrogate'],
  ['flow'],
  ['datasets'],
  ['inverse'],
  ['evaluation'],
  ['figures'],
  ['pipeline'],
  ['cli', 'notebook'],
];
let reachable = ['runs', 'numerics'];
for (const layer of layers) {
  for (const room of layer) below[room] = reachable;
  reachable = [...reachable, ...layer];
}

const source = join(repositoryRoot, 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.split(sep).includes('kernels'),
);
const importsOf = (file: string): string[] =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/(?:from|import|require\()\s*'(\.[^']*)'/g)].map((match) =>
    relative(source, resolve(source, dirname(file), match[1])),
  );

describe('imports', () => {
  it('go down only, from room to room', () => {
    for (const file of files) {
      const room = file.split(sep)[0];
      assert.ok(below[room], `src/${room} is no room of the house: design its place first`);
      for (const target of importsOf(file)) {
        const other = target.split(sep)[0];
        assert.ok(
          other === room || below[room].includes(other),
          `src/${file} imports src/${target}: ${room} may not know ${other}`,
        );
      }
    }
  });

  it('leave no file of src longer than 220 lines', () => {
    for (const file of files) {
      const lines = readFileSync(join(source, file), 'utf8').split('\n').length - 1;
      assert.ok(lines <= 220, `src/${file} has ${lines} lines: what in it is another thing?`);
    }
  });

  it('have no cycle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const visit = (file: string, trail: string[]): void => {
      if (state.get(file) === 'done') return;
      assert.ok(state.get(file) !== 'open', `imports go in a circle: ${[...trail, file].join(' -> ')}`);
      state.set(file, 'open');
      for (const target of importsOf(file)) if (files.includes(`${target}.ts`)) visit(`${target}.ts`, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
  });

  it('meet no module that declares CommonJS’s own names, which a stock tslab kernel refuses', () => {
    for (const file of files) {
      const declared = readFileSync(join(source, file), 'utf8').matchAll(
        /^(?:export )?(?:const|let|var|function) +([^=(;\n]+)/gm,
      );
      for (const [, names] of declared) assert.doesNotMatch(names, /\b(exports|module|require)\b(?! *:)/, file);
    }
  });
});
