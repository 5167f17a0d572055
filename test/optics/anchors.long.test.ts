import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { referenceFile } from '../reference';
import { metagrating } from './anchors';

describe('published metagratings, all of them', () => {
  it('are by the vector rule at N = 441 what fmmax’s gives, and within 0.005 of that at N = 225', function () {
    const { problems } = JSON.parse(readFileSync(referenceFile(this, 'anchors/metagrating/expected.json'), 'utf8'));
    const names = Object.keys(problems);
    assert.equal(names.length, 11);
    for (const name of names) {
      const upward = metagrating(this, name);
      const [coarse, fine] = [upward('vector', 225), upward('vector', 441)];
      assert.ok(Math.abs(fine - problems[name].fmmax_N400) < 0.005, `${name}: ${fine}`);
      assert.ok(Math.abs(coarse - fine) < 0.005, `${name}: ${coarse} and ${fine}`);
    }
  });
});
