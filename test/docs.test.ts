import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { root, testExamples } from './examples';

const pages = ['README.md', 'CONTRIBUTING.md', 'environment.md', 'src/optics/README.md', ...pagesIn('docs')];

function pagesIn(folder: string): string[] {
  return readdirSync(root(folder))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `${folder}/${file}`);
}

describe('the documentation', () => {
  testExamples('README.md');

  it('names files, folders and pages that are there', () => {
    for (const page of pages) {
      const text = readFileSync(root(page), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1])
        .filter((link) => !/^https?:/.test(link));
      for (const link of links) assert.ok(existsSync(resolve(root(dirname(page)), link)), `${page} links to ${link}`);
      const files = [...text.matchAll(/`((?:src|test|data|bench|tools|docs|notebooks)\/[\w./-]+\.(?:ts|json|md|ipynb|mjs))`/g)];
      for (const [, file] of files) assert.ok(existsSync(root(file)), `${page} names ${file}`);
    }
  });
});
