import assert from 'node:assert/strict';
import { findProfile } from '../../../src/pipeline/profiles';
import { pipelineSteps } from '../../../src/pipeline/steps';

describe('novelty steps', () => {
  it('alone, with tables and figures, see how many designs are measured: nothing is evaluated again for it', () => {
    const sketch = findProfile('sketch');
    const settings = (novelty?: number) =>
      pipelineSteps({ ...sketch, protocol: { ...sketch.protocol, novelty } }, { folder: '', figures: '' }).map(
        (step) => [step.name, JSON.stringify(step.settings)] as const,
      );
    const more = new Map(settings(5));
    const changed = settings(2).flatMap(([name, before]) => (more.get(name) === before ? [] : [name]));
    assert.ok(changed.includes('novelty-gan-mdn-II') && changed.includes('novelty-data-II'));
    assert.deepEqual(
      changed.filter((name) => !name.startsWith('novelty-')),
      ['tables', 'figures'],
    );
  });
});
