import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { GanHistory } from '../../src/gan/losses';
import { type GanSettings, longGan } from '../../src/gan/settings';
import { readSnapshot, snapshotFile, snapshotSteps } from '../../src/gan/snapshots';
import { type GanFolders, trainGan } from '../../src/gan/train';
import { selectBackend } from '../../src/learning/backend';
import { hashWeights } from '../../src/learning/weights';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';

// snapshots at steps 2 and 4, and at the end
const settings: GanSettings = { ...longGan, steps: 5, batch: 2, checkpointEvery: 2 };
const random = RandomStream.fromSeed(72);

describe('snapshots of a training of the GAN', () => {
  const folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
  const images = randomFields(smoothFields, 6, random.derive('fields'));
  const foldersIn = (name: string) => ({ checkpoint: join(folder, name), snapshots: join(folder, name, 'snapshots') });
  const filesOf = ({ snapshots }: { snapshots: string }) =>
    Object.fromEntries(readdirSync(snapshots).map((name) => [name, readFileSync(join(snapshots, name))]));
  const undisturbed = foldersIn('undisturbed');
  let whole: { hash: string; history: GanHistory };
  before(async () => {
    await selectBackend();
    whole = await train(undisturbed);
  });
  after(() => rmSync(folder, { recursive: true }));

  async function train(
    folders?: GanFolders,
    { stopAt = Infinity, change = {} as Partial<GanSettings> } = {},
  ): Promise<typeof whole> {
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }) => done >= stopAt && controller.abort();
    const run = { signal: controller.signal, onProgress };
    const { generator, history } = await trainGan(images, { ...settings, ...change }, random, run, folders);
    generator.dispose();
    return { hash: hashWeights(generator.weights()), history };
  }

  it('are taken at every checkpoint and at the end, the last of what the training gives, and change nothing in it', async () => {
    assert.deepEqual(snapshotSteps(settings), [2, 4, 5]);
    assert.deepEqual(snapshotSteps({ steps: 6, checkpointEvery: 3 }), [3, 6]);
    assert.deepEqual(snapshotSteps({ steps: 2, checkpointEvery: 3 }), [2]);
    assert.deepEqual(readdirSync(undisturbed.snapshots), ['step-000002.weights', 'step-000004.weights', 'step-000005.weights']);
    const hashes = [2, 4, 5].map((step) => hashWeights(readSnapshot(undisturbed.snapshots, step)));
    assert.equal(hashes[2], whole.hash);
    assert.equal(new Set(hashes).size, 3);
    assert.deepEqual(await train(), whole);
  });

  it('are those of a shorter training where the rates do not fall', async () => {
    const steady = { decayFrom: 1, noise: { first: 0.1, last: 0.1 } };
    const folders = foldersIn('steady');
    await train(folders, { change: steady });
    const shorter = await train(undefined, { change: { ...steady, steps: 4 } });
    assert.equal(hashWeights(readSnapshot(folders.snapshots, 4)), shorter.hash);
  });

  it('are the same bytes after interruptions and kills, and leave no tensor behind', async () => {
    const tensors = tf.memory().numTensors;
    const folders = foldersIn('interrupted');
    const killed = foldersIn('killed');
    for (const stopAt of [1, 2, 3]) {
      await assert.rejects(train(folders, { stopAt }), Interrupted);
      if (stopAt === 2) cpSync(folders.checkpoint, killed.checkpoint, { recursive: true });
    }
    assert.deepEqual(await train(folders), whole);
    assert.deepEqual(filesOf(folders), filesOf(undisturbed));
    // killed between a snapshot and its checkpoint: the snapshot is there already, and is written over
    writeFileSync(join(killed.snapshots, snapshotFile(4)), 'half of it');
    assert.deepEqual(await train(killed), whole);
    assert.deepEqual(filesOf(killed), filesOf(undisturbed));
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('are made again where a finished training lacks one, or where they are of another training', async () => {
    const folders = foldersIn('lacking');
    cpSync(undisturbed.checkpoint, folders.checkpoint, { recursive: true });
    rmSync(join(folders.snapshots, snapshotFile(4)));
    assert.deepEqual(await train(folders), whole);
    assert.deepEqual(filesOf(folders), filesOf(undisturbed));

    const other = foldersIn('other');
    await train(other, { change: { realLabel: 0.8 } });
    assert.notDeepEqual(filesOf(other), filesOf(undisturbed));
    cpSync(join(undisturbed.checkpoint, 'gan.checkpoint'), join(other.checkpoint, 'gan.checkpoint'));
    assert.deepEqual(await train(other), whole);
    assert.deepEqual(filesOf(other), filesOf(undisturbed));
  });

  it('that are damaged are refused by name', async () => {
    const folders = foldersIn('damaged');
    cpSync(undisturbed.checkpoint, folders.checkpoint, { recursive: true });
    const file = join(folders.snapshots, snapshotFile(2));
    writeFileSync(file, readFileSync(file).subarray(0, 5000));
    await assert.rejects(train(folders), (error) => error instanceof InputError && error.message.includes(file));
  });
});
