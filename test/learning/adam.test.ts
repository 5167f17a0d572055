import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Adam } from '../../src/learning/adam';
import { selectBackend } from '../../src/learning/backend';
import { createVariables, readTensors, type Variables } from '../../src/learning/variables';

const curvatures = [1, 4, 9, 0.5, 2, 3, 7];
const start = { x: { shape: [7], values: Float32Array.of(1, -2, 0.5, 3, -0.1, 0.7, -4) } };
const bowl = (variables: Variables) => () => tf.sum<tf.Scalar>(tf.mul(tf.square(variables.x), tf.tensor1d(curvatures)));

describe('Adam', () => {
  before(() => selectBackend());

  it('takes the steps that Kingma and Ba write down', () => {
    const settings = { learningRate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-7 };
    const variables = createVariables(start);
    const adam = new Adam(variables, settings);
    const x = Array.from(start.x.values);
    const first = x.map(() => 0);
    const second = x.map(() => 0);
    for (let step = 1; step <= 20; step++) {
      // a learning rate that falls
      const share = 1 - step / 30;
      adam.minimise(bowl(variables), share);
      curvatures.forEach((curvature, i) => {
        const gradient = 2 * curvature * x[i];
        first[i] = 0.5 * first[i] + 0.5 * gradient;
        second[i] = 0.9 * second[i] + 0.1 * gradient ** 2;
        x[i] -= (share * 0.1 * first[i]) / (1 - 0.5 ** step) / (Math.sqrt(second[i] / (1 - 0.9 ** step)) + 1e-7);
      });
    }
    const found = variables.x.dataSync();
    x.forEach((value, i) => {
      assert.ok(Math.abs(found[i] - value) < 1e-5, `${found[i]} ${value}`);
    });
    adam.dispose();
    tf.dispose(variables);
  });

  it('goes on from a save with the same bits', () => {
    const run = (from: ReturnType<typeof readTensors>, saved: ReturnType<Adam['save']> | undefined, steps: number) => {
      const variables = createVariables(from);
      const adam = new Adam(variables, { learningRate: 0.03 }, saved);
      for (let i = 0; i < steps; i++) adam.minimise(bowl(variables));
      const result = { weights: readTensors(variables), saved: adam.save() };
      adam.dispose();
      tf.dispose(variables);
      return result;
    };
    const half = run(start, undefined, 7);
    assert.deepEqual(run(half.weights, half.saved, 8), run(start, undefined, 15));
  });

  it('gives the loss and leaves no tensor behind', () => {
    const variables = createVariables(start);
    const adam = new Adam(variables);
    const before = tf.memory().numTensors;
    const loss = start.x.values.reduce((sum, x, i) => sum + curvatures[i] * x ** 2, 0);
    assert.ok(Math.abs(adam.minimise(bowl(variables)) - loss) < 1e-4);
    assert.equal(tf.memory().numTensors, before);
    adam.dispose();
    tf.dispose(variables);
  });
});
