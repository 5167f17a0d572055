import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../../src/runs/files';

const source = join(repositoryRoot, 'src');

/** The files of the house that a file loads when it runs: imports of types alone are none. */
function loadedBy(path: string): string[] {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions });
  return [...outputText.matchAll(/(?:require|import)\(["'](\.[^"']*)["']\)/g)]
    .map(([, specifier]) => `${resolve(dirname(path), specifier)}.ts`)
    .filter((file) => existsSync(file));
}

/** Everything that a file loads, itself among it, named from src/. */
function reachedFrom(file: string): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    loadedBy(path).forEach(visit);
  };
  visit(join(source, file));
  return [...found].map((path) => relative(source, path).split(sep).join('/'));
}

describe('what a training of the GAN loads', () => {
  const measuring = ['gan/quality.ts', 'gan/microstructures.ts', 'gan/progress.ts', 'microstructure/otsu.ts'];

  it('is nothing of what its generator is measured by, so that a change there does not train it again', () => {
    for (const file of ['gan/train.ts', 'pipeline/steps/generator.ts']) {
      const reached = reachedFrom(file);
      assert.ok(reached.includes('gan/training-state.ts') && reached.includes('learning/adam.ts'), `${reached}`);
      for (const measure of measuring) assert.ok(!reached.includes(measure), `src/${file} comes to src/${measure}`);
    }
    // the walk finds them where they are loaded
    const reached = reachedFrom('gan/progress.ts');
    for (const measure of measuring) assert.ok(reached.includes(measure), measure);
  });
});
