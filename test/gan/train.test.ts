import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { loadCheckpoint } from '../../src/gan/checkpoint';
import { drawDiscriminatorWeights, judge } from '../../src/gan/discriminator';
import {
  type BatchStatistics,
  drawGeneratorWeights,
  Generator,
  generateInTraining,
  generateWithStatistics,
  markPadding,
} from '../../src/gan/generator';
import { discriminatorLoss, generatorLoss } from '../../src/gan/losses';
import { NoiseBank } from '../../src/gan/noise';
import { type GanSettings, paperGan } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { selectBackend } from '../../src/learning/backend';
import { createVariables, readTensors } from '../../src/learning/variables';
import { hashWeights } from '../../src/learning/weights';
import { type FieldSettings, paperFields, randomFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';

const settings: GanSettings = { ...paperGan, steps: 5, batch: 2, checkpointEvery: 2 };

describe('GAN', () => {
  let folder: string;
  let images: Microstructure[];
  before(async () => {
    await selectBackend();
    folder = mkdtempSync(join(tmpdir(), 'gan-'));
    const fields: FieldSettings = { ...paperFields, side: 128 };
    images = randomFields(fields, 6, RandomStream.fromSeed(1));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function train(checkpoint?: string, change: Partial<GanSettings> = {}, stopAt = Infinity): Promise<string> {
    const controller = new AbortController();
    const run = {
      signal: controller.signal,
      onProgress: ({ done }: { done: number }) => done >= stopAt && controller.abort(),
    };
    const { generator } = await trainGan(images, { ...settings, ...change }, RandomStream.fromSeed(2), run, checkpoint);
    generator.dispose();
    return hashWeights(generator.weights());
  }

  it('goes on after interruptions and ends with the same weights, bit for bit', async () => {
    const whole = await train();
    const checkpoint = join(folder, 'resumed');
    for (const stopAt of [1, 3, 4]) await assert.rejects(train(checkpoint, {}, stopAt), Interrupted);
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
    const thin = randomFields({ ...paperFields, volumeFraction: [0.15, 0.15] }, 40, RandomStream.fromSeed(4));
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
          const folder = mkdtempSync(join(tmpdir(), 'decay-'));
          const onProgress = ({ done }: { done: number }) => done >= stopAt && controller.abort();
          const decaying = { ...settings, steps: 9, decayFrom };
          const run = trainGan(images, decaying, RandomStream.fromSeed(1), { signal: controller.signal, onProgress }, folder);
          await assert.rejects(run, Interrupted);
          return loadCheckpoint(join(folder, 'gan.checkpoint')).checkpoint.generator['layer2/filter'].values;
        }),
      );
      return Math.sqrt(shorter.reduce((sum, value, i) => sum + (longer[i] - value) ** 2, 0));
    };
    // the eighth of nine steps, decaying from the first on: 2/9 of the rate
    const ratio = (await changes(1e-9)) / (await changes(1));
    assert.ok(ratio > 0.1 && ratio < 0.35, `${ratio}`);
  });

  for (const padding of ['same', 'periodic'] as const) {
    it(`has a generator that in use does what it does in training, given the batch’s statistics (${padding})`, async () => {
      const weights = drawGeneratorWeights(RandomStream.fromSeed(7));
      const latents = RandomStream.fromSeed(8).uniforms(6 * 16, -1, 1);
      const variables = createVariables(weights);
      const statistics: Record<string, tf.Tensor> = {};
      const [inTraining, found] = tf.tidy(() => {
        const images = generateInTraining(tf.tensor4d(latents, [6, 4, 4, 1]), variables, padding, (layer, mean, variance) => {
          statistics[`${layer}/mean`] = mean;
          statistics[`${layer}/variance`] = variance;
        });
        return [images.dataSync().slice(), readTensors(statistics)];
      });
      const given = tf.tidy(() => {
        const layers = [1, 2, 3, 4].map((i) => `layer${i}`);
        const tensors: BatchStatistics = Object.fromEntries(
          layers.map((layer) => {
            const [mean, variance] = ['mean', 'variance'].map((name) => tf.tensor1d(found[`${layer}/${name}`].values));
            return [layer, { mean, variance }];
          }),
        );
        return generateWithStatistics(tf.tensor4d(latents, [6, 4, 4, 1]), variables, tensors, padding)
          .dataSync()
          .slice();
      });
      tf.dispose(variables);
      given.forEach((value, i) => {
        assert.ok(Math.abs(value - inTraining[i]) < 1e-4);
      });
      const generator = await Generator.fromWeights({ ...weights, ...found, ...markPadding(padding) });
      generator.generate(latents, 6, 4).forEach((value, i) => {
        assert.ok(Math.abs(value - inTraining[i]) < 1e-4);
      });
      generator.dispose();
    });
  }

  it('has the discriminator of the paper: 16, 32, 64, 128 filters of 4 × 4 and one as large as its input', () => {
    const weights = drawDiscriminatorWeights(RandomStream.fromSeed(9));
    const shapes = [1, 2, 3, 4, 5].map((i) => weights[`layer${i}/filter`].shape);
    assert.deepEqual(shapes, [
      [4, 4, 1, 16],
      [4, 4, 16, 32],
      [4, 4, 32, 64],
      [4, 4, 64, 128],
      [8, 8, 128, 1],
    ]);
    const variables = createVariables(weights);
    tf.tidy(() => assert.deepEqual(judge(tf.zeros([3, 128, 128, 1]), variables).shape, [3]));
    tf.dispose(variables);
  });

  it('has the losses of Eq. 1', () => {
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const [real, generated] = [
      [0.3, -1.2],
      [2, 0.1],
    ];
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const expected =
      mean(real.map((x) => -0.9 * Math.log(sigmoid(x)) - 0.1 * Math.log(1 - sigmoid(x)))) +
      mean(generated.map((x) => -Math.log(1 - sigmoid(x))));
    tf.tidy(() => {
      const found = discriminatorLoss(tf.tensor1d(real), tf.tensor1d(generated), 0.9).dataSync()[0];
      assert.ok(Math.abs(found - expected) < 1e-5);
      const ofGenerator = generatorLoss(tf.tensor1d(generated)).dataSync()[0];
      assert.ok(Math.abs(ofGenerator - mean(generated.map((x) => -Math.log(sigmoid(x))))) < 1e-5);
    });
  });

  it('has Gaussian noise of the deviation asked for, another for each image', () => {
    const bank = new NoiseBank(RandomStream.fromSeed(10), 128 ** 2);
    const [values, again] = [1, 2].map(() =>
      tf.tidy(() => Float32Array.from(bank.draw([4, 128, 128, 1], 0.3, RandomStream.fromSeed(11)).dataSync())),
    );
    assert.deepEqual(values, again);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    assert.ok(Math.abs(deviation - 0.3) < 0.006);
    assert.notDeepEqual(values.slice(0, 128 ** 2), values.slice(128 ** 2, 2 * 128 ** 2));
  });
});
