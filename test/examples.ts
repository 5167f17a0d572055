import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '../src/runs/files';

export const root = (path: string): string => join(repositoryRoot, path);

/** A test for each piece of TypeScript that a page shows: it runs, and says something. */
export function testExamples(page: string): void {
  for (const { heading, code } of examplesIn(page)) {
    it(`has an example that runs: ${page}, ${heading.replace(/^#+ /, '')}`, async () => {
      // a range of its own would keep nothing of what an untrained generator makes
      const out = await runExample(
        code
          .replace('range: [0.05, 0.11]', 'range: [0, 2]')
          .replace('range: [0.3, 0.7]', 'range: [0.2, 2]')
          .replace('samples: 200, range: [0.1, 0.9]', 'samples: 40, range: [0, 1]'),
      );
      assert.match(out, /\S/, 'it says nothing');
    });
  }
}

/** The TypeScript that a page shows, each piece with the heading above it. */
function examplesIn(page: string): { heading: string; code: string }[] {
  const text = readFileSync(root(page), 'utf8');
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map((match) => ({
    heading: text
      .slice(0, match.index)
      .match(/^#+ .*$/gm)!
      .at(-1)!,
    code: match[1],
  }));
}

/** Runs a piece of TypeScript as a file in the repository's root; sizes are cut so that it takes seconds. */
async function runExample(code: string): Promise<string> {
  const folder = mkdtempSync(root('.example-'));
  const file = join(folder, 'example.ts');
  writeFileSync(file, `require('./sizes');\n${code}`.replaceAll("'./src/", "'../src/"));
  writeFileSync(join(folder, 'sizes.ts'), sizes);
  try {
    const arguments_ = ['--require', 'tsx/cjs', file];
    return (await promisify(execFile)(process.execPath, arguments_, { cwd: repositoryRoot, timeout: 110_000 })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Makes the profile sketch tiny, and its runs go to a folder that is taken away. */
const sizes = `
const { profiles } = require('../src/pipeline/profiles');
const sketch = profiles.find(({ name }) => name === 'sketch');
Object.assign(sketch, {
  name: 'example-' + process.pid,
  fields: { ...sketch.fields, count: 12 },
  gan: { ...sketch.gan, steps: 2, batch: 4 },
  film: { ...sketch.film, harmonics: 5 },
  datasets: sketch.datasets.map((dataset) => ({ ...dataset, samples: 60, range: [0, 1] })),
  methods: {
    mdn: { epochs: 2, batch: 8 },
    direct: { epochs: 1, batch: 8, components: 2 },
    optimisation: { initial: 6, iterations: 4, refits: [8], candidates: 100 },
    flow: { hidden: [8], steps: 4, batch: 8 },
    surrogate: { widths: [4, 6], hidden: 4, epochs: 1, batch: 8 },
    ranking: { candidates: 10 },
    robustness: { candidates: 10 },
    adjoint: { starts: 1, steps: 2 },
  },
  protocol: { ...sketch.protocol, candidates: 3 },
});
// every method has tests of its own
const { methods } = require('../src/inverse/index');
const few = ['GAN-MDN', 'direct MDN', 'surrogate-ranked GAN-MDN', 'nearest training samples'];
methods.splice(0, methods.length, ...methods.filter(({ name }) => few.includes(name)));
const { rmSync } = require('node:fs');
const { placeOf } = require('../src/pipeline/reproduce');
const find = profiles.find.bind(profiles);
profiles.find = (test) => find(test) ?? (test({ name: 'sketch' }) ? sketch : undefined);
process.on('exit', () => {
  for (const name of [sketch.name, 'interfaces', 'conduction', 'small']) {
    const { folder, figures } = placeOf({ ...sketch, name }, 1);
    for (const path of [folder, figures]) rmSync(path, { recursive: true, force: true });
  }
});
`;
