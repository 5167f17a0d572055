import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashWeights } from '../../src/learning/weights';
import { RandomStream } from '../../src/numerics/random';
import { InputError, Interrupted } from '../../src/runs/errors';
import type { SurrogateData } from '../../src/surrogate/data';
import { measureErrors, predictValidation } from '../../src/surrogate/measure';
import { cycleShare } from '../../src/surrogate/schedule';
import type { SurrogateSettings } from '../../src/surrogate/settings';
import { trainSurrogate } from '../../src/surrogate/train';
import { interfaceData, tiny } from './samples';

const data = interfaceData();
const seed = () => RandomStream.fromSeed(4);

describe('training a surrogate', () => {
  it('learns a property of images that it has not seen', async () => {
    const many = interfaceData(240);
    const settings = { ...tiny, widths: [8, 8], epochs: 15, learningRate: 2e-2 };
    const { surrogate, history } = await trainSurrogate(many, settings, seed());
    assert.deepEqual([history.training.length, history.validation.length], [15, 15]);
    const { meanError, r2 } = measureErrors(await predictValidation(surrogate, many), many);
    // all that knowing the mean alone gives is the error of the first epoch
    assert.ok(r2 > 0.9 && meanError < 0.3 * history.training[0], `R² ${r2}, ${meanError} %`);
    surrogate.dispose();
  });

  it('gives the same weights again, and others from another stream', async () => {
    const train = async (random: RandomStream) => hashWeights((await trainSurrogate(data, tiny, random)).surrogate.weights());
    const first = await train(seed());
    assert.equal(await train(seed()), first);
    assert.notEqual(await train(RandomStream.fromSeed(5)), first);
  });

  it('goes on where it was stopped, within an epoch too, with the same bits', async () => {
    const whole = await trainSurrogate(data, tiny, seed());
    const scratch = mkdtempSync(join(tmpdir(), 'microdesign-'));
    for (const last of [2, 5]) {
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }) => {
        if (done === last) controller.abort();
      };
      await assert.rejects(trainSurrogate(data, tiny, seed(), { scratch, signal: controller.signal, onProgress }), Interrupted);
    }
    let first = 0;
    const resumed = await trainSurrogate(data, tiny, seed(), {
      scratch,
      onProgress: ({ done }) => {
        first ||= done;
      },
    });
    assert.equal(first, 6);
    assert.deepEqual(resumed.history, whole.history);
    assert.equal(hashWeights(resumed.surrogate.weights()), hashWeights(whole.surrogate.weights()));
    // another training does not take up this checkpoint
    const other = await trainSurrogate(data, { ...tiny, weightDecay: 1 }, seed(), { scratch });
    assert.notEqual(hashWeights(other.surrogate.weights()), hashWeights(whole.surrogate.weights()));
  });

  it('raises the learning rate and lowers it to almost nothing', () => {
    const shares = [0, 0.1, 0.2, 0.6, 1].map(cycleShare);
    [0.04, 0.52, 1, 0.5005, 0.001].forEach((wanted, i) => {
      assert.ok(Math.abs(shares[i] - wanted) < 1e-9, `${shares}`);
    });
  });

  it('measures errors as they are defined', () => {
    const known = { y: [0.5, 0.6, 0.7, 0.8], split: { training: Uint32Array.of(0), validation: Uint32Array.of(1, 2, 3) } };
    const { meanError, r2 } = measureErrors([0.63, 0.7, 0.76], known);
    assert.ok(Math.abs(meanError - (5 + 0 + 5) / 3) < 1e-9);
    assert.ok(Math.abs(r2 - (1 - (0.03 ** 2 + 0.04 ** 2) / 0.02)) < 1e-9);
  });

  it('refuses data that do not match, are too few, no numbers or all the same, by name', async () => {
    const refused = (change: Partial<SurrogateData>, message: RegExp) =>
      assert.rejects(trainSurrogate({ ...data, ...change }, tiny, seed()), message);
    const { split, microstructures } = data;
    await refused({ y: [0.5] }, /^InputError: y: 1 numbers for 64 microstructures; give one for each/);
    await refused(
      { split: { ...split, training: Uint32Array.of(1) } },
      /^InputError: training: there are 1 samples; give at least 2/,
    );
    await refused({ split: { ...split, validation: new Uint32Array(0) } }, /^InputError: validation: there is no sample/);
    await refused({ split: { ...split, training: Uint32Array.of(1, 64) } }, /^InputError: split: there is no microstructure 64/);
    await refused({ y: Array.from(data.y, (y, i) => (i === 9 ? NaN : y)) }, /^InputError: y: number 9 is NaN; give finite/);
    await refused({ y: Array.from(data.y, () => 0.6) }, /^InputError: y: all 48 training samples have the property 0.6/);
    const small = { width: 16, height: 16, pixels: new Uint8Array(256) };
    const mixed = microstructures.map((image, i) => (i === 50 ? small : image));
    await refused({ microstructures: mixed }, /^InputError: image: 16 × 16 pixels; give 32 × 32/);
  });

  it('refuses settings out of range, by name, and says so where errors stop being numbers', async () => {
    const refused = (change: Partial<SurrogateSettings>, message: RegExp) =>
      assert.rejects(trainSurrogate(data, { ...tiny, ...change }, seed()), message);
    await refused({ epochs: 0 }, /^InputError: surrogate.epochs: 0; give a whole number of at least 1/);
    await refused({ batch: 1.5 }, /^InputError: surrogate.batch: 1.5;/);
    await refused({ widths: [] }, /^InputError: surrogate.widths: \[\];/);
    await refused({ side: 10 }, /^InputError: surrogate.side: 10, halved 2 times, is 2.5;/);
    await refused({ learningRate: 0 }, /^InputError: surrogate.learningRate: 0;/);
    await refused({ weightDecay: -1 }, /^InputError: surrogate.weightDecay: -1;/);
    await assert.rejects(
      trainSurrogate(data, { ...tiny, learningRate: 1e30 }, seed()),
      (error) => error instanceof InputError && error.argument === 'surrogate',
    );
  });
});
