import assert from 'node:assert/strict';
import { learntCaption, learntRows } from '../../src/evaluation/learnt';

const sets = [
  {
    dataset: { name: 'II', latentSide: 2, samples: 25_000, trainingShare: 0.7 },
    losses: { network: 2.4701, shuffled: 2.8954, kernelDensity: 2.8906, uniform: 4 * Math.log(2) },
  },
];

describe('the table of what was learnt', () => {
  it('has each loss in nats, and what the network gains by y over shuffled ones', () => {
    assert.deepEqual(learntRows('GAN-MDN', sets), [
      {
        ...{ 'data set': 'Data-II', latents: 4, 'GAN-MDN': 2.47, 'y shuffled': 2.895, 'kernel density': 2.891 },
        ...{ uniform: 2.773, 'gained by y': 0.425 },
      },
    ]);
  });

  it('has a caption that says data, seed, and what the numbers are', () => {
    const caption = learntCaption('GAN-MDN', sets, 3);
    for (const part of [
      'Data-II (17,500 samples to train on, 7,500 to validate by); seed 3.',
      'the mean of −ln P(z|y) over the validation samples, in nats',
    ]) {
      assert.ok(caption.includes(part), part);
    }
  });
});
