import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { checkNotebook, chooseNotebooks } from '../tools/notebooks';

describe('all notebooks', () => {
  for (const file of chooseNotebooks([])) {
    it(`${basename(file)} says the same when its sections are run again from the last to the first`, async () => {
      assert.deepEqual(await checkNotebook(file, { twice: true }), []);
    });
  }
});
