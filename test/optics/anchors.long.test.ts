import assert from 'node:assert/strict';
import { metagrating } from './anchors';

/** By the vector rule at N = 641: the table of docs/simulator.md. */
const converged = {
};

describe('published metagratings', () => {
  for (const [name, efficiency] of Object.entries(converged)) {
    it(`${name}: the vector rule is within 0.01 of the converged value at N = 225 and 441`, function () {
      const upward = metagrating(this, name);
      for (const harmonics of [225, 441]) {
        const value = upward('vector', harmonics);
        assert.ok(Math.abs(value - efficiency) < 0.01, `${value} with ${harmonics} harmonics`);
      }
    });
  }
});
