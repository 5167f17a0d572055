import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { loadCheckpoint } from '../../src/gan/checkpoint';
import type { Generator } from '../../src/gan/generator';
import type { GanHistory } from '../../src/gan/losses';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { type ProgressEntry, readSamples, recordProgress } from '../../src/gan/progress';
import { judgeQuality } from '../../src/gan/quality';
import { type GanSettings, paperGan, paperTexture } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { averagedGenerator } from '../../src/gan/training-state';
import { selectBackend } from '../../src/learning/backend';
import { createVariables } from '../../src/learning/variables';
import { hashWeights } from '../../src/learning/weights';
import { paperFields, randomFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';

// a checkpoint at step 2, and the end at step 3
const settings: GanSettings = { ...paperGan, steps: 3, batch: 2, checkpointEvery: 2, texture: { ...paperTexture, setAfter: 1 } };
const random = RandomStream.fromSeed(71);

describe('record of progress', () => {
  const folder = mkdtempSync(join(tmpdir(), 'progress-'));
  const undisturbed = join(folder, 'undisturbed');
  const images = randomFields(paperFields, 6, random.derive('fields'));
  const heldOut = randomFields(paperFields, 4, random.derive('held-out'));
  let whole: { hash: string; history: GanHistory };
  before(async () => {
    await selectBackend();
    whole = await train(undisturbed);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function train(checkpoint?: string, { stopAt = Infinity, measured = true } = {}): Promise<typeof whole> {
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= stopAt && controller.abort();
    const run = { signal: controller.signal, onProgress };
    const { generator, history } = await trainGan(images, settings, random, run, checkpoint, measured ? heldOut : undefined);
    generator.dispose();
    return { hash: hashWeights(generator.weights()), history };
  }

  /** The generator of the last checkpoint. */
  async function restore(): Promise<{ step: number; generator: Generator }> {
    const { step, average } = loadCheckpoint(join(undisturbed, 'gan.checkpoint')).checkpoint;
    const variables = createVariables(average);
    const generator = await averagedGenerator(variables, settings, random);
    tf.dispose(variables);
    return { step, generator };
  }

  it('is kept at every checkpoint and at the end, and changes nothing in the training', async () => {
    const { progress, ...rest } = whole.history;
    assert.deepEqual(
      progress!.map(({ step }) => step),
      [2, 3],
    );
    const { hash, history } = await train(undefined, { measured: false });
    assert.equal(whole.hash, hash);
    assert.deepEqual(rest, history);
  });

  it('survives interruptions with nothing lost or doubled, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const expected = JSON.stringify(whole.history);
    const checkpoint = join(folder, 'interrupted');
    const file = join(checkpoint, 'gan.checkpoint');
    for (const stopAt of [1, 2]) await assert.rejects(train(checkpoint, { stopAt }), Interrupted);
    const atTwo = readFileSync(file);
    assert.equal(JSON.stringify((await train(checkpoint)).history), expected);
    // a process that was killed goes on from the checkpoint before; one that had finished does nothing
    writeFileSync(file, atTwo);
    assert.equal(JSON.stringify((await train(checkpoint)).history), expected);
    assert.equal(JSON.stringify((await train(checkpoint)).history), expected);
    assert.equal(tf.memory().numTensors, before);
  });

  it('can be made of checkpoints by the function that training makes it by', async () => {
    const { step, generator } = await restore();
    const entry = recordProgress(generator, step, heldOut, random);
    assert.equal(JSON.stringify(entry), JSON.stringify(whole.history.progress![1]));
    generator.dispose();
  });

  it('holds the quality at three sizes against the same fields, and the images of the same latents', async () => {
    const [first, last] = whole.history.progress!;
    for (const { qualities } of [first, last]) {
      assert.deepEqual(
        qualities.map(({ side }) => side),
        [128, 96, 64],
      );
      for (const quality of qualities) assert.equal(judgeQuality(quality).length, 6);
    }
    const ofFields = ({ qualities }: ProgressEntry) => qualities.map(({ volumeFraction }) => volumeFraction.real);
    assert.deepEqual(ofFields(first), ofFields(last));
    assert.notDeepEqual(first.samples, last.samples);
    const { generator } = await restore();
    const latents = random.derive('progress', 'samples').uniforms(6 * 16, -1, 1);
    assert.deepEqual(readSamples(last), generateMicrostructures(generator, latents, 4));
    generator.dispose();
  });
});
