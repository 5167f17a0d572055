import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { hashModule } from '../../src/pipeline/fingerprint';
import { findProfile } from '../../src/pipeline/profiles';
import { pipelineSteps } from '../../src/pipeline/steps';
import { repositoryRoot } from '../../src/runs/files';

/** A copy of the sources, to change: what it says the code of each step of the profile is. */
const copy = mkdtempSync(join(tmpdir(), 'microdesign-'));

const steps = pipelineSteps(findProfile('quick'), { folder: '', figures: '' });

function hashSteps(): Record<string, string> {
  const modules = [...new Set(steps.flatMap(({ code }) => code))];
  const hashes = new Map(modules.map((module) => [module, hashModule(join(copy, relative(repositoryRoot, module)))]));
  return Object.fromEntries(steps.map(({ name, code }) => [name, code.map((module) => hashes.get(module)).join()]));
}

/** Steps whose code is another where a file is changed. */
function changedBy(file: string, change: (text: string) => string): string[] {
  const path = join(copy, 'src', file);
  const before = readFileSync(path, 'latin1');
  const text = change(before);
  assert.notEqual(text, before);
  writeFileSync(path, text, 'latin1');
  const now = hashSteps();
  writeFileSync(path, before, 'latin1');
  return Object.keys(now).filter((name) => now[name] !== original[name]);
}

let original: Record<string, string>;

describe('the code of a step', () => {
  before(() => {
    cpSync(join(repositoryRoot, 'src'), join(copy, 'src'), { recursive: true });
    original = hashSteps();
  });

  it('is the same with other comments and white space in every file', () => {
    const files = readdirSync(join(copy, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    assert.ok(files.length > 200);
    const before = files.map((file) => readFileSync(join(copy, 'src', file), 'utf8'));
    files.forEach((file, i) => {
      const text = `// a comment\n\n${before[i].replaceAll('\n\n', '\n\n\n')}\n/** and another */\n`;
      writeFileSync(join(copy, 'src', file), text);
    });
    const now = hashSteps();
    files.forEach((file, i) => {
      writeFileSync(join(copy, 'src', file), before[i]);
    });
    assert.deepEqual(now, original);
  });

  it('is another for the data set and what follows where Otsu’s threshold has other bins, not for the GAN', () => {
    const changed = changedBy('microstructure/otsu.ts', (text) => text.replace('binCount = 256', 'binCount = 128'));
    for (const name of ['dataset-II', 'train-gan-mdn-II', 'evaluate-gan-mdn-II', 'evaluate-random-latent-II']) {
      assert.ok(changed.includes(name), `${name} does not see the change`);
    }
    for (const name of ['fields', 'generator']) assert.ok(!changed.includes(name), `${name} is made again`);
  });

  it('is another where a worker thread’s code, a kernel or a method changes, and only there', () => {
    const optics = changedBy('optics/solver/solve.ts', (text) =>
      text.replace('{ solved', '{  solved').concat('export const changed = 1;\n'),
    );
    assert.ok(optics.includes('dataset-II') && optics.includes('evaluate-gan-mdn-II') && !optics.includes('generator'));
    // a section of its own, which does nothing
    const kernels = changedBy('numerics/kernels/module.wasm', (text) => `${text}\0\x02\x01a`);
    assert.ok(kernels.includes('dataset-II') && !kernels.includes('tables'));
    const method = changedBy('inverse/random-latent.ts', (text) => text.replace('-1, 1)', '-0.9, 0.9)'));
    assert.deepEqual(
      method.filter((name) => /^(train|evaluate|dataset|generator)/.test(name)),
      ['evaluate-random-latent-I', 'evaluate-random-latent-II'],
    );
  });

  it('trains nothing anew where designs are judged in another way', () => {
    const evaluation = changedBy('evaluation/residual.ts', (text) => text.replace('/ residuals.length', '/ 2'));
    assert.ok(evaluation.includes('evaluate-gan-mdn-II') && evaluation.includes('tables'));
    assert.deepEqual(
      evaluation.filter((name) => /^(fields|generator|dataset|train)/.test(name)),
      [],
    );
  });
});
