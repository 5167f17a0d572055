import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { NoiseBank } from '../../src/gan/noise';
import { selectBackend } from '../../src/learning/backend';
import { RandomStream } from '../../src/numerics/random';

describe('noise for images', () => {
  before(() => selectBackend());

  it('is Gaussian, of the deviation asked for, another for each image', () => {
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
