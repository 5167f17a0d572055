import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { discriminatorLoss, generatorLoss } from '../../src/gan/losses';
import { selectBackend } from '../../src/learning/backend';

describe('losses of the GAN', () => {
  before(() => selectBackend());

  it('are those of Eq. 1', () => {
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
});
