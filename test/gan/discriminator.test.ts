import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { drawDiscriminatorWeights, judge } from '../../src/gan/discriminator';
import { selectBackend } from '../../src/learning/backend';
import { createVariables } from '../../src/learning/variables';
import { RandomStream } from '../../src/numerics/random';

describe('discriminator', () => {
  before(() => selectBackend());

  it('has the filters of the paper: 16, 32, 64, 128 filters of 4 × 4 and one as large as its input', () => {
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
});
