import assert from 'node:assert/strict';
import { withNovelty } from '../../src/evaluation/novelty';
import { pixelDifference } from '../../src/microstructure/descriptors';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { syntheticResult, tinyCandidate } from './synthetic';

const library = [0, 1].map((i) => tinyCandidate(i).microstructure);
const nearest = (images: readonly Microstructure[], among: readonly Microstructure[]): number[] =>
  images.map((image) => Math.min(...among.map((other) => pixelDifference(image, other))));

describe('novelty of candidates', () => {
  it('is each candidate’s own distance from the library, found in one call', async () => {
    const results = [
      syntheticResult('a', 0.5, { offsets: [1, 2] }),
      syntheticResult('b', 0.6, { offsets: [1, 2, 3], candidates: [15, 1, 4].map(tinyCandidate) }),
    ];
    let calls = 0;
    const measured = await withNovelty(results, library, async (images, among) => {
      calls++;
      return nearest(images, among);
    });
    assert.equal(calls, 1);
    assert.deepEqual(
      measured.map(({ novelty }) => novelty),
      [
        [0, 0],
        [0.75, 0, 0.25],
      ],
    );
    assert.deepEqual(measured[1].residuals, results[1].residuals);
  });
});
