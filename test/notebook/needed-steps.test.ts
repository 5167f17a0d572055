import assert from 'node:assert/strict';
import { bayesianOptimisation } from '../../src/inverse/bayesian-optimisation';
import { directMdn } from '../../src/inverse/direct-mdn';
import { ganMdn } from '../../src/inverse/gan-mdn';
import { ganMdnInside } from '../../src/inverse/gan-mdn-inside';
import { evaluationSteps, repetitionSteps, stepsFor } from '../../src/notebook/needed-steps';
import { findProfile } from '../../src/pipeline/profiles';
import { placeOf } from '../../src/pipeline/reproduce';
import { pipelineSteps } from '../../src/pipeline/steps';

const paper = findProfile('paper');
const methods = [ganMdn, ganMdnInside, directMdn, bayesianOptimisation];

describe('the steps that a notebook needs', () => {
  it('are steps of the chain, each once', () => {
    const chain = pipelineSteps(paper, placeOf(paper, 1)).map(({ name }) => name);
    for (const needed of [stepsFor('I'), evaluationSteps('II', methods), repetitionSteps(paper, 'I', methods)]) {
      assert.deepEqual(
        needed.filter((name) => !chain.includes(name)),
        [],
      );
      assert.equal(new Set(needed).size, needed.length);
    }
  });

  it('train what a method is trained by, and evaluate every method', () => {
    const evaluated = evaluationSteps('II', [ganMdnInside, bayesianOptimisation]);
    assert.deepEqual(evaluated.slice(3), ['train-gan-mdn-II', 'evaluate-gan-mdn-inside-II', 'evaluate-bayesian-optimisation-II']);
  });

  it('repeat trainings but for those that take hours, and nothing where a profile repeats nothing', () => {
    const repeated = repetitionSteps(paper, 'I', methods).filter((name) => /^re(train|peat)/.test(name));
    assert.deepEqual(repeated, ['retrain-gan-mdn-I', 'repeat-gan-mdn-I', 'repeat-gan-mdn-inside-I', 'repeat-direct-mdn-I']);
    assert.deepEqual(repetitionSteps(findProfile('sketch'), 'II', methods), []);
  });
});
