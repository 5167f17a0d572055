import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../../src/learning/backend';
import { loadCheckpoint } from '../../src/learning/checkpoint';
import { hashWeights } from '../../src/learning/weights';
import type { MdnData } from '../../src/mdn/data';
import { type MdnSettings, paperMdn } from '../../src/mdn/settings';
import { type MdnHistory, type MdnKeeping, trainMdn } from '../../src/mdn/train';
import { RandomStream } from '../../src/numerics/random';
import type { RunControl } from '../../src/runs/control';
import { InputError, Interrupted } from '../../src/runs/errors';

// eight batches an epoch, the last a small one
const settings: MdnSettings = { ...paperMdn, components: 3, batch: 8, epochs: 4 };

function drawData(count: number, seed: number): { z: Float32Array; y: Float32Array } {
  const random = RandomStream.fromSeed(seed);
  const z = random.uniforms(2 * count, -1, 1);
  return { z, y: Float32Array.from({ length: count }, (_, i) => z[2 * i] + 0.1 * random.normal()) };
}
const [training, validation] = [drawData(60, 1), drawData(20, 2)];
const data: MdnData = { ...training, zValidation: validation.z, yValidation: validation.y, latentSize: 2 };

/** Raises the signal after so many batches: the loop lets others have their turn after each. */
function stopAfter(batches: number): RunControl {
  const controller = new AbortController();
  const wait = (left: number): unknown => (left === 0 ? controller.abort() : setImmediate(() => wait(left - 1)));
  wait(batches);
  return { signal: controller.signal };
}

describe('checkpoints of a mixture density network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mdn-'));
  const fileIn = (checkpoint: string) => join(checkpoint, 'mdn.checkpoint');
  let whole: { hash: string; history: MdnHistory };
  before(async () => {
    await selectBackend();
    whole = await train();
  });
  after(() => rmSync(folder, { recursive: true }));

  async function train(
    keeping?: MdnKeeping,
    { run = {} as RunControl, change = {} as Partial<MdnSettings>, of = data } = {},
  ): Promise<typeof whole> {
    const found = await trainMdn(of, { ...settings, ...change }, RandomStream.fromSeed(3), run, keeping);
    return { hash: hashWeights(found.network.weights()), history: found.history };
  }

  it('let a training go on in the middle of an epoch, with the same bits and no tensor left behind', async () => {
    const tensors = tf.memory().numTensors;
    const checkpoint = join(folder, 'interrupted');
    const places: number[] = [];
    for (const batches of [3, 2, 12]) {
      await assert.rejects(train({ checkpoint }, { run: stopAfter(batches) }), /^Interrupted: interrupted; run the same command/);
      const { history, epoch } = loadCheckpoint(fileIn(checkpoint)).note as { history: MdnHistory; epoch: { passed: number } };
      places.push(60 * history.validation.length + epoch.passed);
    }
    assert.ok(places[0] > 0 && places[0] < places[1] && places[1] < 60 && places[2] > 60, `${places}`);
    assert.deepEqual(await train({ checkpoint }), whole);
    // finished: nothing is left to do
    assert.deepEqual(await train({ checkpoint }, { run: stopAfter(0) }), whole);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('let a training that was killed go on from the last of them', async () => {
    const checkpoint = join(folder, 'running');
    const killed = join(folder, 'killed');
    const onProgress = ({ done }: { done: number }) => done === 2 && cpSync(checkpoint, killed, { recursive: true });
    await train({ checkpoint, checkpointEvery: 0 }, { run: { onProgress } });
    assert.equal((loadCheckpoint(fileIn(killed)).note.history as MdnHistory).validation.length, 2);
    const seen: number[] = [];
    assert.deepEqual(await train({ checkpoint: killed }, { run: { onProgress: ({ done }) => seen.push(done) } }), whole);
    assert.deepEqual(seen, [3, 4]);
  });

  it('keep the best epoch, and that training has stopped', async () => {
    const change = { patience: 3, epochs: 60, learningRate: 0.05 };
    const expected = await train(undefined, { change });
    assert.ok(expected.history.validation.length < 60);
    const checkpoint = join(folder, 'best');
    // after the best epoch, before the end
    const stop = stopAfter(8 * (expected.history.best + 2));
    await assert.rejects(train({ checkpoint }, { run: stop, change }), Interrupted);
    assert.deepEqual(await train({ checkpoint }, { change }), expected);
  });

  it('count for the same data and settings only, and are refused where damaged', async () => {
    const checkpoint = join(folder, 'other');
    await train({ checkpoint }, { change: { learningRate: 0.01 } });
    assert.deepEqual(await train({ checkpoint }), whole);
    const of = { ...data, y: training.y.map((value, i) => (i === 7 ? value + 0.1 : value)) };
    const other = await train(undefined, { of });
    assert.notEqual(other.hash, whole.hash);
    assert.deepEqual(await train({ checkpoint }, { of }), other);
    const content = readFileSync(fileIn(checkpoint));
    content[content.length - 1] ^= 1;
    writeFileSync(fileIn(checkpoint), content);
    await assert.rejects(train({ checkpoint }), (error) => error instanceof InputError && error.message.includes(checkpoint));
  });

  it('are written no oftener than asked for, and none without a folder, which an interruption says', async () => {
    const checkpoint = join(folder, 'seldom');
    const onProgress = ({ done }: { done: number }) => assert.ok(done === 4 || !existsSync(fileIn(checkpoint)));
    await train({ checkpoint, checkpointEvery: 1e6 }, { run: { onProgress } });
    assert.ok(existsSync(fileIn(checkpoint)));
    await assert.rejects(
      train(undefined, { run: stopAfter(2) }),
      /^Interrupted: interrupted; nothing of it is kept, since it has no/,
    );
  });
});
