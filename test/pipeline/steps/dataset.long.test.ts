import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset } from '../../../src/datasets/file';
import { loadShippedGenerator } from '../../../src/gan/shipped';
import { saveWeights } from '../../../src/learning/weights';
import { RandomStream } from '../../../src/numerics/random';
import { partsOf } from '../../../src/pipeline/parts';
import { findProfile } from '../../../src/pipeline/profiles';
import { datasetStep } from '../../../src/pipeline/steps/dataset';

describe('a shipped data set', () => {
  const paper = findProfile('paper');
  const dataset = paper.datasets[1];

  it('is taken with its images where seed, settings and generator are those of its file, and with no others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dataset-'));
    const generator = await loadShippedGenerator();
    saveWeights(join(folder, 'generator.weights'), generator.weights());
    generator.dispose();
    writeFileSync(join(folder, 'generator-history.json'), '{}');
    const take = (seed: number, settings = dataset, profile = paper) =>
      datasetStep(partsOf(profile), settings).shipped!.take({
        ...{ folder, scratch: folder, seed, random: RandomStream.fromSeed(seed), run: {}, say: assert.fail },
        leave: (file) => join(folder, file),
      });
    assert.equal(await take(2), undefined);
    assert.equal(await take(1, { ...dataset, samples: 100 }), undefined);
    assert.equal(await take(1, dataset, { ...paper, film: { ...paper.film, thickness: 251 } }), undefined);
    const results = (await take(1)) as Record<string, number>;
    const { microstructures, y } = await readDataset(join(folder, 'dataset-II.h5'));
    assert.deepEqual(
      [microstructures.length, y.length, results.samples, results.outsideTheRange],
      [25_000, 25_000, 25_000, 17_350],
    );
    assert.equal(results.least, Math.min(...y));
    rmSync(folder, { recursive: true });
  });
});
