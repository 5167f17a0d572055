import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { loadGanCheckpoint } from '../../src/gan/checkpoint';
import { drawGeneratorWeights, Generator } from '../../src/gan/generator';
import { type GanSettings, longGan } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { selectBackend } from '../../src/learning/backend';
import { hashWeights, type NamedWeights } from '../../src/learning/weights';
import { type FieldSettings, randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';

const settings: GanSettings = { ...longGan, steps: 5, batch: 2, checkpointEvery: 2 };

describe('training of the GAN', () => {
  let folder: string;
  let images: Microstructure[];
  before(async () => {
    await selectBackend();
    folder = mkdtempSync(join(tmpdir(), 'gan-'));
    const fields: FieldSettings = { ...smoothFields, side: 128 };
    images = randomFields(fields, 6, RandomStream.fromSeed(1));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function train(checkpoint?: string, change: Partial<GanSettings> = {}, stopAt = Infinity): Promise<string> {
    const controller = new AbortController();
    const run = {
      signal: controller.signal,
      onProgress: ({ done }: { done: number }) => done >= stopAt && controller.abort(),
    };
    const { generator } = await trainGan(images, { ...settings, ...change }, RandomStream.fromSeed(2), run, { checkpoint });
    generator.dispose();
    return hashWeights(generator.weights());
  }

  it('goes on where it was interrupted and ends with the same weights, bit for bit', async () => {
    const whole = await train();
    const checkpoint = join(folder, 'resumed');
    for (const stopAt of [1, 3, 4]) {
      await assert.rejects(train(checkpoint, {}, stopAt), /^Interrupted: interrupted; run the same command again/);
      // not at the last regular checkpoint: those are at 2 and 4
      assert.equal(loadGanCheckpoint(checkpoint).step, stopAt);
    }
    assert.equal(await train(checkpoint), whole);
    // finished: nothing is left to do, whatever the interval of checkpoints
    assert.equal(await train(checkpoint, { checkpointEvery: 3 }, 1), whole);
  });

  it('goes on from the last checkpoint where the process was killed', async () => {
    const checkpoint = join(folder, 'killed');
    await assert.rejects(train(checkpoint, {}, 2), Interrupted);
    const file = join(checkpoint, 'gan.checkpoint');
    const atTwo = readFileSync(file);
    const whole = await train(checkpoint);
    writeFileSync(file, atTwo);
    assert.equal(await train(checkpoint), whole);
  });

  it('says that nothing is kept where it is interrupted without a folder for checkpoints', async () => {
    await assert.rejects(train(undefined, {}, 1), /^Interrupted: interrupted; nothing of it is kept/);
  });

  it('averages weights over a memory that grows with the steps: 1/11 of the first, 2/12 of those after one step, …', async () => {
    const { average: first, generator: second } = await stateAt(1, 0.995);
    const start = drawGeneratorWeights(RandomStream.fromSeed(2).derive('generator'));
    assertMean(first, start, second, 1 / 11);
    const { average, generator } = await stateAt(2, 0.995);
    assertMean(average, first, generator, 2 / 12);
    // no longer than the settings say
    const capped = await stateAt(2, 0.15);
    assertMean(capped.average, first, capped.generator, 0.15);
  });

  /** What a training has after so many steps. */
  async function stateAt(step: number, averaging: number) {
    const checkpoint = mkdtempSync(join(folder, 'state-'));
    await assert.rejects(train(checkpoint, { averaging }, step), Interrupted);
    return loadGanCheckpoint(checkpoint);
  }

  /** average = share · before + (1 − share) · now */
  function assertMean(average: NamedWeights, before: NamedWeights, now: NamedWeights, share: number): void {
    for (const [name, { values }] of Object.entries(average)) {
      values.forEach((value, i) => {
        const expected = share * before[name].values[i] + (1 - share) * now[name].values[i];
        assert.ok(Math.abs(value - expected) < 1e-6, `${name}: ${value} instead of ${expected}`);
      });
    }
  }

  it('starts anew where the checkpoint is of another training, and refuses a damaged one', async () => {
    const checkpoint = join(folder, 'other');
    await train(checkpoint, { steps: 1 });
    const other = { steps: 2, realLabel: 0.8 };
    assert.equal(await train(checkpoint, other), await train(undefined, other));
    const file = join(checkpoint, 'gan.checkpoint');
    const content = readFileSync(file);
    content[content.length - 1] ^= 1;
    writeFileSync(file, content);
    await assert.rejects(train(checkpoint, other), (error) => error instanceof InputError && error.message.includes(file));
  });

  it('reports each step with its losses, and leaves no tensor behind', async () => {
    const seen: string[] = [];
    const before = tf.memory().numTensors;
    const { generator, history } = await trainGan(images, { ...settings, steps: 3 }, RandomStream.fromSeed(3), {
      onProgress: ({ done, total, note }) => seen.push(`${done}/${total} ${note}`),
    });
    generator.dispose();
    assert.equal(tf.memory().numTensors, before);
    assert.equal(history.generator.length, 3);
    assert.ok([...history.generator, ...history.discriminator].every((loss) => loss > 0 && Number.isFinite(loss)));
    assert.equal(seen.length, 3);
    assert.equal(
      seen[2],
      `3/3 losses: discriminator ${history.discriminator[2].toFixed(2)}, generator ${history.generator[2].toFixed(2)}`,
    );
  });

  it('learns: its images come to the volume fraction of those it is shown', async () => {
    const thin = randomFields({ ...smoothFields, volumeFraction: [0.15, 0.15] }, 40, RandomStream.fromSeed(4));
    const change = { steps: 40, batch: 4, generatorRate: 1e-3, discriminatorRate: 1e-3, averaging: 0.9 };
    const { generator } = await trainGan(thin, { ...settings, ...change }, RandomStream.fromSeed(5));
    const start = await Generator.create(RandomStream.fromSeed(5).derive('generator'));
    const share = (network: Generator) => {
      const grey = network.generate(RandomStream.fromSeed(6).uniforms(50 * 16, -1, 1), 50, 4);
      return grey.reduce((sum, value) => sum + (value + 1) / 2, 0) / grey.length;
    };
    const [before, after] = [share(start), share(generator)];
    assert.ok(Math.abs(after - 0.15) < 0.6 * Math.abs(before - 0.15), `from ${before} to ${after}`);
    generator.dispose();
    start.dispose();
  });

  it('says so where the losses stop being numbers', async () => {
    const change = { generatorRate: Infinity, steps: 3 };
    await assert.rejects(train(undefined, change), (error) => error instanceof InputError && error.argument === 'gan');
  });

  it('refuses images of another size, none, and settings out of range', async () => {
    const run = (some: Microstructure[], change: Partial<GanSettings> = {}) =>
      trainGan(some, { ...settings, ...change }, RandomStream.fromSeed(1));
    const small = { width: 64, height: 128, pixels: new Uint8Array(64 * 128) };
    await assert.rejects(
      run([...images, small]),
      (error) => error instanceof InputError && /image 6 is 64 × 128/.test(error.message),
    );
    await assert.rejects(run([]), InputError);
    await assert.rejects(run(images, { steps: 0 }), (error) => error instanceof InputError && error.argument === 'gan.steps');
    await assert.rejects(run(images, { batch: 2.5 }), InputError);
    await assert.rejects(run(images, { decayFrom: 0 }), /^InputError: gan.decayFrom: 0; give a share of the steps/);
    await assert.rejects(run(images, { smoothing: 0.3 }), /^InputError: gan.smoothing: 0.3; give a weight from 0 to 0.25/);
  });

  it('learns less from step to step once its rates fall', async () => {
    const changes = async (decayFrom: number) => {
      const [shorter, longer] = await Promise.all(
        [7, 8].map(async (stopAt) => {
          const controller = new AbortController();
          const checkpoint = mkdtempSync(join(tmpdir(), 'decay-'));
          const onProgress = ({ done }: { done: number }) => done >= stopAt && controller.abort();
          const decaying = { ...settings, steps: 9, decayFrom };
          const run = trainGan(
            images,
            decaying,
            RandomStream.fromSeed(1),
            { signal: controller.signal, onProgress },
            { checkpoint },
          );
          await assert.rejects(run, Interrupted);
          return loadGanCheckpoint(checkpoint).generator['layer2/filter'].values;
        }),
      );
      return Math.sqrt(shorter.reduce((sum, value, i) => sum + (longer[i] - value) ** 2, 0));
    };
    // the eighth of nine steps, decaying from the first on: 2/9 of the rate
    const ratio = (await changes(1e-9)) / (await changes(1));
    assert.ok(ratio > 0.1 && ratio < 0.35, `${ratio}`);
  });
});
