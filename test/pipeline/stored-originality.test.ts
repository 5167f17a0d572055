import assert from 'node:assert/strict';
import { storeOriginality, withOriginality } from '../../src/pipeline/stored-originality';
import { syntheticResult, tinyCandidate } from '../evaluation/synthetic';

const designs = (...numbers: number[]) =>
  syntheticResult('any', 0.6, { offsets: numbers, candidates: numbers.map(tinyCandidate), diversity: 0.5 });

describe('stored originality', () => {
  const originality = { shiftDiversity: 0.25, novelty: [0.1, 0] };
  const stored = [storeOriginality(designs(1, 2, 3), originality)];

  it('comes back to the designs that it was measured of', () => {
    const result = designs(1, 2, 3);
    assert.deepEqual(withOriginality(result, JSON.parse(JSON.stringify(stored))), { ...result, ...originality });
  });

  it('is not taken for that of other designs or of another target', () => {
    for (const other of [designs(1, 2, 4), designs(1, 2), { ...designs(1, 2, 3), target: 0.7 }]) {
      assert.equal(withOriginality(other, stored), other);
    }
  });
});
