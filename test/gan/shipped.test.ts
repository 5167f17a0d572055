import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Generator } from '../../src/gan/generator';
import { loadShippedGenerator } from '../../src/gan/shipped';
import { hashWeights, saveWeights } from '../../src/learning/weights';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';

describe('shipped generator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shipped-'));
  const path = join(folder, 'generator.weights');
  after(() => rmSync(folder, { recursive: true }));

  it('says what to run where it is not there', async () => {
    await assert.rejects(
      loadShippedGenerator(path),
      (error) => error instanceof InputError && error.argument === path && /--profile paper.*generator-card/.test(error.remedy),
    );
  });

  it('is loaded from its file', async () => {
    const generator = await Generator.create(RandomStream.fromSeed(1));
    saveWeights(path, generator.weights());
    const loaded = await loadShippedGenerator(path);
    assert.equal(hashWeights(loaded.weights()), hashWeights(generator.weights()));
    generator.dispose();
    loaded.dispose();
  });
});
