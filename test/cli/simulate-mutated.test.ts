import { assertSurvived, runMutations } from './mutation-run';

describe('simulate, on 500 mutated problems', () => {
  it('gives a finite and passive result or an error of one short line, each within ten seconds', async () => {
    assertSurvived(await runMutations(1, 500), 500);
  });
});
