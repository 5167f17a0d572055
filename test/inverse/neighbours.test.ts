import assert from 'node:assert/strict';
import { Neighbours } from '../../src/inverse/choose-apart';
import { ShiftedPair, symmetricPairs } from '../../src/microstructure/distance';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

describe('neighbours', () => {
  const random = RandomStream.fromSeed(1);
  const first: Microstructure = {
    ...{ width: 16, height: 16 },
    pixels: Uint8Array.from({ length: 256 }, () => Number(random.uniform() < 0.5)),
  };
  const shifted = { ...first, pixels: first.pixels.map((_, i) => first.pixels[(i + 3) % 256]) };
  const changed = (count: number) => ({ ...first, pixels: first.pixels.map((pixel, i) => (i < count ? 1 - pixel : pixel)) });
  const other = { ...first, pixels: Uint8Array.from(first.pixels, () => Number(random.uniform() < 0.5)) };
  const images = [first, changed(10), changed(20), changed(60), shifted, other];

  it('are those that are close over all shifts and turns, too', () => {
    for (const apart of [0, 0.1, 0.3]) {
      const near = new Neighbours(images, apart);
      const areClose = (i: number, j: number) =>
        symmetricPairs(images[j]).some((pair) => new ShiftedPair(...pair).differenceFrom(images[i]) < apart);
      images.forEach((_, i) => {
        for (let j = 0; j < i; j++) assert.equal(near.areClose(i, j), apart > 0 && areClose(i, j), `${i} and ${j}, ${apart}`);
      });
    }
  });

  it('are found among others, first of all where they lie as they do', () => {
    const near = new Neighbours(images, 0.1);
    assert.equal(near.closeTo(0, [5, 4, 2, 1]), 1);
    assert.equal(near.closeTo(0, [5, 4]), 4);
    assert.equal(near.closeTo(0, [5, 3]), undefined);
    assert.equal(near.closeTo(0, []), undefined);
  });
});
