import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../../src/learning/backend';
import { normaliseBatch } from '../../src/learning/normalisation';

describe('batch normalisation', () => {
  const asked = process.env.MICRODESIGN_BACKEND;
  after(async () => {
    if (asked === undefined) delete process.env.MICRODESIGN_BACKEND;
    else process.env.MICRODESIGN_BACKEND = asked;
    await selectBackend();
  });

  for (const backend of ['wasm', 'cpu']) {
    it(`divides by √(variance + 0.001), as the published networks do, which small variances show (${backend})`, async () => {
      process.env.MICRODESIGN_BACKEND = backend;
      await selectBackend();
      // one channel of mean 0.5 and variance 0.01², one of mean −2 and variance 0.03²
      const x = tf.tensor2d([0.49, -1.97, 0.51, -2.03, 0.49, -2.03, 0.51, -1.97], [4, 2]);
      const [gamma, beta] = [tf.tensor1d([2, 1]), tf.tensor1d([0, 3])];
      const { y, mean, variance } = normaliseBatch(x, gamma, beta, 0.2);
      const first = (2 * 0.01) / Math.sqrt(0.01 ** 2 + 0.001);
      const second = 0.03 / Math.sqrt(0.03 ** 2 + 0.001);
      const expected = [-0.2 * first, 3 + second, first, 3 - second, -0.2 * first, 3 - second, first, 3 + second];
      y.dataSync().forEach((value, i) => {
        assert.ok(Math.abs(value - expected[i]) < 1e-4, `${value} instead of ${expected[i]}`);
      });
      assert.ok(Math.abs(mean.dataSync()[0] - 0.5) < 1e-6 && Math.abs(variance.dataSync()[1] - 0.03 ** 2) < 1e-6);
      tf.dispose([x, gamma, beta, y, mean, variance]);
    });
  }
});
