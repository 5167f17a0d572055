import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { checkNotebook, chooseNotebooks } from '../tools/notebooks';

describe('notebooks', () => {
  for (const file of chooseNotebooks([])) {
    it(`${basename(file)} runs from a fresh kernel and says what its committed outputs say`, async function () {
      this.timeout(600_000);
      assert.deepEqual(await checkNotebook(file), []);
    });
  }
});
