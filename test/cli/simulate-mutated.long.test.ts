import { assertSurvived, runMutations } from './mutation-run';

describe('simulate, on ten thousand mutated problems', () => {
  it('gives a finite and passive result or an error of one short line, each within ten seconds', async () => {
    assertSurvived(await runMutations(2, 10_000), 10_000);
  });
});
