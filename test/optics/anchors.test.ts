import assert from 'node:assert/strict';
import { metagrating } from './anchors';

describe('published metagratings', () => {
  it('settle with few harmonics by the vector rule, where Li’s is far off', function () {
    const upward = metagrating(this, 'invrs_5a3d0de5');
    const [li, vector] = [upward('li', 121), upward('vector', 121)];
    assert.ok(Math.abs(vector - 0.759) < 0.01, `${vector}`);
    assert.ok(Math.abs(li - 0.759) > 0.3, `${li}`);
  });
});
