import assert from 'node:assert/strict';
import { chooseApart } from '../../src/inverse/choose-apart';
import type { Microstructure } from '../../src/microstructure/microstructure';

/** Stripes of so many columns in 8, begun at another one. */
const stripes = (columns: number, first = 0): Microstructure => ({
  width: 8,
  height: 8,
  pixels: Uint8Array.from({ length: 64 }, (_, i) => Number(((i % 8) + first) % 8 < columns)),
});

describe('choosing designs that are apart', () => {
  // the third is the first one shifted; the others differ from it in an eighth and in half of all pixels
  const images = [stripes(2), stripes(3), stripes(2, 5), stripes(6)];

  it('takes the best of each cluster, whatever the shift', () => {
    assert.deepEqual(chooseApart(images, [2, 0, 1, 3], 3, 0.1), { chosen: [2, 1, 3], close: 0 });
    assert.deepEqual(chooseApart(images, [2, 0, 1, 3], 2, 0.2), { chosen: [2, 3], close: 0 });
    assert.deepEqual(chooseApart(images, [2, 0, 1, 3], 3, 0), { chosen: [2, 0, 1], close: 0 });
  });

  it('fills up with the best of the rest, and says with how many', () => {
    assert.deepEqual(chooseApart(images, [1, 0, 2, 3], 4, 0.2), { chosen: [1, 3, 0, 2], close: 2 });
  });
});
