import assert from 'node:assert/strict';
import { evaluateStepName, trainStepName } from '../../src/pipeline/method-steps';
import { few, runTiny } from './tiny-chain';

describe('the whole chain, tiny, of two seeds', () => {
  it('differs in every step that draws', async () => {
    const [one, other] = [(await runTiny(1, false, few)).results, (await runTiny(2, false, few)).results];
    const evaluated = few.map((method) => evaluateStepName(method, 'II'));
    const trained = few.filter(({ train }) => train).map((method) => trainStepName(method, 'II'));
    for (const step of ['fields', 'generator', 'dataset-II', ...trained, 'learnt-gan-mdn-II', ...evaluated]) {
      assert.notDeepEqual(other[step], one[step], `${step} does not depend on the seed`);
    }
  });
});
