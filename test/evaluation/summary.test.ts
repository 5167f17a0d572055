import assert from 'node:assert/strict';
import { summaryCaption, summaryRows } from '../../src/evaluation/summary';
import { syntheticResult } from './synthetic';

const methods = [
  { name: 'GAN-MDN', origin: 'paper' },
  { name: 'random latent', origin: 'check' },
  { name: 'not run', origin: 'ours' },
] as const;

describe('the summary of all methods', () => {
  it('has the mean REP of each target, and the means of all over the targets', () => {
    const own = { fine: [1, -3], diversity: 0.4, novelty: [0.1, 0.2], calls: { label: 7 } };
    const within = [
      syntheticResult('GAN-MDN', 0.5, { offsets: [2, -4], ...own }),
      syntheticResult('GAN-MDN', 0.6, { offsets: [1, 5], ...own, novelty: [0.3, 0.4] }),
      syntheticResult('random latent', 0.5, { offsets: [20, 10] }),
    ];
    const [first, second, ...others] = summaryRows([{ dataset: 'I', within, exploration: [] }], methods);
    assert.deepEqual(others, []);
    assert.deepEqual(first, {
      ...{ 'data set': 'Data-I', method: 'GAN-MDN', origin: 'paper', '0.50': 3, '0.60': 3 },
      ...{ 'mean REP %': 3, 'min REP %': 1.5, 'min REP % (N = 441)': 1, diversity: 0.4, novelty: 0.25, 'simulator calls': 14 },
    });
    assert.deepEqual(second, {
      ...{ 'data set': 'Data-I', method: 'random latent', origin: 'check', '0.50': 15, '0.60': null },
      ...{ 'mean REP %': 15, 'min REP %': 10, 'min REP % (N = 441)': null, diversity: null, novelty: null, 'simulator calls': 0 },
    });
  });

  it('says in its caption what its numbers are', () => {
    const caption = summaryCaption({ seed: 2, candidates: 30, label: 'N = 225', fine: 'N = 441' });
    for (const part of [/seed 2/, /30 designs/, /N = 225/, /N = 441/, /REP = /, /diversity/, /novelty/])
      assert.match(caption, part);
    assert.doesNotMatch(summaryCaption({ seed: 2, candidates: 30, label: 'N = 225' }), /undefined/);
  });
});
