import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { checkNotebook, chooseNotebooks } from '../tools/notebooks';

/** The first and the one in the middle; notebooks.long.test.ts has all of them. */
const quick = /^0[05]-/;

describe('notebooks', () => {
  for (const file of chooseNotebooks([]).filter((path) => quick.test(basename(path)))) {
    it(`${basename(file)} runs from a fresh kernel and says what its committed outputs say`, async function () {
      this.timeout(600_000);
      assert.deepEqual(await checkNotebook(file), []);
    });
  }
});
