import assert from 'node:assert/strict';
import { Neighbours } from '../../src/inverse/choose-apart';
import { pickImproving } from '../../src/inverse/pick-improving';
import type { Microstructure } from '../../src/microstructure/microstructure';

const apart = 0.1;
/** Twelve by twelve pixels, of which the first so many are set: two of these are close where the numbers differ by less than 15. */
const filled = (set: number): Microstructure => ({
  width: 12,
  height: 12,
  pixels: Uint8Array.from({ length: 144 }, (_, i) => Number(i < set)),
});
const pick = (sets: number[], means: number[], deviations: number[], known: number[], count: number, wanted: number) =>
  pickImproving(
    { means: Float64Array.from(means), deviations: Float64Array.from(deviations) },
    new Map(known.map((i) => [i, means[i]])),
    { target: 0.5, count, wanted },
    new Neighbours(sets.map(filled), apart),
  );

describe('candidates that improve on what is known', () => {
  it('are the nearest to the target while nothing is known, apart from each other, then those close to them', () => {
    const sets = [20, 22, 60, 100];
    const means = [0.5, 0.501, 0.503, 0.51];
    const unsure = [0.002, 0.002, 0.002, 0.002];
    assert.deepEqual(pick(sets, means, unsure, [], 2, 2), [0, 2]);
    assert.deepEqual(pick(sets, means, unsure, [], 2, 4), [0, 2, 3, 1]);
    assert.deepEqual(pick(sets, means, [0, 0, 0, 0], [], 2, 2), [0, 2]);
  });

  it('mend the worse design first, each in the place of that which it is close to', () => {
    // 0 is nearly there, 1 is not; 2 lies beside the first and 3 beside the second, which it mends
    const sets = [20, 60, 22, 62];
    const means = [0.501, 0.51, 0.5, 0.504];
    assert.deepEqual(pick(sets, means, [0, 0, 1e-4, 1e-4], [0, 1], 2, 1), [3]);
    assert.deepEqual(pick(sets, means, [0, 0, 1e-4, 1e-4], [0, 1], 2, 2), [3, 2]);
  });

  it('take the place of the worst where they are close to none, and none where only better ones are close', () => {
    const sets = [20, 60, 100, 22];
    assert.deepEqual(pick(sets, [0.501, 0.51, 0.502, 0.502], [0, 0, 1e-4, 1e-4], [0, 1], 2, 1), [2]);
  });

  it('fill up the places that are free before they mend a design', () => {
    const sets = [20, 22, 60];
    assert.deepEqual(pick(sets, [0.503, 0.5, 0.52], [0, 1e-4, 1e-4], [0], 2, 1), [2]);
  });
});
