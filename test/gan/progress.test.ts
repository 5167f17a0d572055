import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { measureProgress, type ProgressEntry, readSamples } from '../../src/gan/progress';
import { judgeQuality, measureGenerator } from '../../src/gan/quality';
import { type GanSettings, longGan, textureShares } from '../../src/gan/settings';
import { readSnapshot, snapshotSteps } from '../../src/gan/snapshots';
import { trainGan } from '../../src/gan/train';
import { selectBackend } from '../../src/learning/backend';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';

// a checkpoint at step 2, and the end at step 3
const settings: GanSettings = { ...longGan, steps: 3, batch: 2, checkpointEvery: 2, texture: { ...textureShares, setAfter: 1 } };
const random = RandomStream.fromSeed(71);

describe('record of progress', () => {
  const snapshots = mkdtempSync(join(tmpdir(), 'progress-'));
  const heldOut = randomFields(smoothFields, 4, random.derive('held-out'));
  const steps = snapshotSteps(settings);
  let progress: ProgressEntry[];
  before(async () => {
    await selectBackend();
    const images = randomFields(smoothFields, 6, random.derive('fields'));
    const { generator } = await trainGan(images, settings, random, {}, { snapshots });
    generator.dispose();
    progress = await measureProgress(snapshots, steps, heldOut, random);
  });
  after(() => rmSync(snapshots, { recursive: true }));

  it('has the quality at three sizes of every snapshot, against the same fields', async () => {
    assert.deepEqual(
      progress.map(({ step }) => step),
      [2, 3],
    );
    for (const { step, qualities } of progress) {
      const generator = await Generator.fromWeights(readSnapshot(snapshots, step));
      const expected = measureGenerator(generator, heldOut, random.derive('progress', 'quality'));
      generator.dispose();
      assert.deepEqual(
        qualities,
        expected.map(({ twoPoint: _, ...numbers }) => numbers),
      );
      assert.deepEqual(
        qualities.map(({ side }) => side),
        [128, 96, 64],
      );
      for (const quality of qualities) assert.equal(judgeQuality(quality).length, 6);
    }
    const [first, last] = progress;
    const ofFields = ({ qualities }: ProgressEntry) => qualities.map(({ volumeFraction }) => volumeFraction.real);
    assert.deepEqual(ofFields(first), ofFields(last));
    assert.notDeepEqual(first.qualities, last.qualities);
  });

  it('has the images of the same latents', async () => {
    const [first, last] = progress;
    assert.notDeepEqual(first.samples, last.samples);
    const generator = await Generator.fromWeights(readSnapshot(snapshots, 3));
    const latents = random.derive('progress', 'samples').uniforms(6 * 16, -1, 1);
    assert.deepEqual(readSamples(last), generateMicrostructures(generator, latents, 4));
    generator.dispose();
  });

  it('comes back from JSON as it was, is made with reports, stops at the abort signal, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    assert.deepEqual(JSON.parse(JSON.stringify(progress)), progress);
    const controller = new AbortController();
    const seen: string[] = [];
    const run = {
      signal: controller.signal,
      onProgress: ({ done, total }: { done: number; total: number }) => {
        seen.push(`${done}/${total}`);
        controller.abort();
      },
    };
    await assert.rejects(measureProgress(snapshots, steps, heldOut, random, run), Interrupted);
    assert.deepEqual(seen, ['1/2']);
    assert.equal(tf.memory().numTensors, before);
  });

  it('says which snapshot is not there', async () => {
    await assert.rejects(
      measureProgress(snapshots, [2, 7], heldOut, random),
      (error) => error instanceof InputError && /step-000007.weights: there is no such file/.test(error.message),
    );
  });
});
