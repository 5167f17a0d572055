import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pixelDifference } from '../../src/microstructure/descriptors';
import { shiftedDifference, symmetricDifference, symmetricPairs } from '../../src/microstructure/distance';
import { CorrelationBound, LowSpectra, magnitudeBound } from '../../src/microstructure/low-spectrum';
import { fromRows, type Microstructure } from '../../src/microstructure/microstructure';
import { novelty, prepareLibrary } from '../../src/microstructure/novelty';
import { Interrupted } from '../../src/runs/errors';

type Size = [width: number, height: number];
const imagesOf = ([width, height]: Size): fc.Arbitrary<Microstructure> =>
  fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }).map((pixels) => ({ width, height, pixels }));
const side = fc.integer({ min: 1, max: 9 });
const sizes: fc.Arbitrary<Size> = fc.oneof(
  fc.tuple(side, side),
  side.map((one): Size => [one, one]),
);
/** So many images of one size. */
const alike = (count: number, size = sizes) =>
  size.chain((one) => fc.array(imagesOf(one), { minLength: count, maxLength: count }));
const squares = side.map((one): Size => [one, one]);

const shift = (image: Microstructure, right: number, down: number): Microstructure => {
  const { width, height, pixels } = image;
  const from = (i: number) => ((Math.floor(i / width) + down) % height) * width + ((i + right) % width);
  return { width, height, pixels: pixels.map((_, i) => pixels[from(i)]) };
};
const allShifts = (image: Microstructure): Microstructure[] =>
  Array.from({ length: image.pixels.length }, (_, i) => shift(image, i % image.width, Math.floor(i / image.width)));
const least = (images: readonly Microstructure[], b: Microstructure) =>
  Math.min(...images.map((image) => pixelDifference(image, b)));
const bruteForce = (a: Microstructure, b: Microstructure) => least(symmetricPairs(a).flat().flatMap(allShifts), b);

describe('flips and turns', () => {
  it('of a square image are eight, each with that turned half round, and four of another', () => {
    const rows = symmetricPairs(fromRows(['011', '000', '010'])).map((pair) => pair.map(({ pixels }) => pixels.join('')));
    assert.deepEqual(rows, [
      ['011000010', '010000110'],
      ['110000010', '010000011'],
      ['000101100', '001101000'],
      ['100101000', '000101001'],
    ]);
    const wide = symmetricPairs(fromRows(['011', '000'])).map((pair) => pair.map(({ pixels }) => pixels.join('')));
    assert.deepEqual(wide, [
      ['011000', '000110'],
      ['110000', '000011'],
    ]);
  });
});

describe('difference over all shifts', () => {
  it('is what trying each of them finds', () => {
    fc.assert(fc.property(alike(2), ([a, b]) => assert.equal(shiftedDifference(a, b), least(allShifts(a), b))));
  });

  it('is what trying each of them, flipped and turned, finds', () => {
    fc.assert(fc.property(alike(2), ([a, b]) => assert.equal(symmetricDifference(a, b), bruteForce(a, b))));
  });

  it('is the same from either image, and wherever they are cut', () => {
    fc.assert(
      fc.property(alike(2), fc.nat(9), fc.nat(9), ([a, b], right, down) => {
        assert.equal(shiftedDifference(b, a), shiftedDifference(a, b));
        assert.equal(shiftedDifference(shift(a, right, down), b), shiftedDifference(a, b));
        assert.ok(shiftedDifference(a, b) <= pixelDifference(a, b));
      }),
    );
  });

  it('is 0 to an image that is shifted, flipped and turned', () => {
    fc.assert(
      fc.property(alike(1), fc.nat(7), fc.nat(9), fc.nat(9), ([image], which, right, down) => {
        const symmetric = symmetricPairs(image).flat();
        assert.equal(symmetricDifference(image, shift(symmetric[which % symmetric.length], right, down)), 0);
      }),
    );
  });

  it('refuses images of two sizes', () => {
    assert.throws(() => shiftedDifference(fromRows(['01']), fromRows(['0', '1'])), RangeError);
  });
});

describe('bounds from long waves', () => {
  it('are never above the difference that there is, at any resolution', () => {
    fc.assert(
      fc.property(alike(3), ([a, other, b]) => {
        const limit = Math.min(3, Math.floor((Math.min(a.width, a.height) - 1) / 2));
        const spectra = new LowSpectra([a, other], limit).transform();
        symmetricPairs(b).forEach((pair) => {
          const own = new LowSpectra(pair, limit).transform();
          [a, other].forEach((image, i) => {
            const exact = Math.min(...pair.map((each) => shiftedDifference(image, each)));
            assert.ok(magnitudeBound(spectra, i, own, 0) <= exact + 1e-12);
            for (const grid of [7, 8, 16]) {
              const bound = new CorrelationBound(spectra, own, { limit, grid }).evaluate(i, 0);
              assert.ok(bound <= exact + 1e-12, `${bound} ${exact}`);
            }
          });
        });
      }),
    );
  });

  it('leave room for a best shift halfway between points of the grid, along and across', () => {
    const stripes = (down: number): Microstructure => ({
      width: 32,
      height: 32,
      pixels: Uint8Array.from({ length: 32 * 32 }, (_, i) => Number((i + down * Math.floor(i / 32)) % 32 < 16)),
    });
    // across the stripes by 2 pixels, where the grid has 4 from point to point, and 2 each way
    for (const [slope, down] of [
      [0, 0],
      [1, 2],
      [31, 30],
    ]) {
      const image = stripes(slope);
      const moved = shift(image, 2, down);
      const [spectra, own] = [[image], [moved, moved]].map((images) => new LowSpectra(images, 1).transform());
      assert.equal(new CorrelationBound(spectra, own, { limit: 1, grid: 8 }).evaluate(0, 0), 0);
    }
  });

  it('are tight for images of long waves alone, and loose where they cannot know', () => {
    const stripes = (period: number, phase: number): Microstructure => ({
      width: 32,
      height: 32,
      pixels: Uint8Array.from({ length: 32 * 32 }, (_, i) => Number((i + phase) % period < period / 2)),
    });
    const spectra = new LowSpectra([stripes(32, 0), stripes(32, 5)], 8).transform();
    const thin = new LowSpectra([stripes(8, 0), stripes(8, 4)], 8).transform();
    const bound = (a: LowSpectra, b: LowSpectra) => new CorrelationBound(a, b, { limit: 8, grid: 32 }).evaluate(0, 0);
    // stripes of other widths differ in half their pixels
    assert.ok(bound(spectra, thin) > 0.4);
    assert.equal(bound(spectra, spectra), 0);
  });
});

describe('novelty', () => {
  it('is the least difference to any image of the library, and says to which', async () => {
    await fc.assert(
      fc.asyncProperty(alike(14, squares), async (images) => {
        const [designs, others] = [images.slice(0, 3), images.slice(3)];
        const found = await novelty(designs, await prepareLibrary(others));
        found.forEach(({ distance, index }, i) => {
          assert.equal(distance, Math.min(...others.map((other) => bruteForce(designs[i], other))));
          assert.equal(distance, bruteForce(designs[i], others[index]));
        });
      }),
      { numRuns: 15 },
    );
  });

  it('is 0 for a library image in disguise', async () => {
    const blob = (radius: number): Microstructure => ({
      width: 24,
      height: 24,
      pixels: Uint8Array.from({ length: 24 * 24 }, (_, i) =>
        Number(Math.hypot((i % 24) - 7, 2 * Math.floor(i / 24) - 20) < radius),
      ),
    });
    const library = await prepareLibrary([3, 5, 7, 9, 11].map(blob));
    const disguised = shift(symmetricPairs(blob(9))[3][1], 5, 17);
    assert.deepEqual(await novelty([disguised], library), [{ distance: 0, index: 3 }]);
  });

  it('ends after so many whole correlations where it is told to, with an upper limit', async () => {
    const noise = fc.sample(imagesOf([17, 17]), { numRuns: 44, seed: 6 });
    const [designs, others] = [noise.slice(0, 4), noise.slice(4)];
    const library = await prepareLibrary(others);
    const distances = async (most?: number) => (await novelty(designs, library, {}, most)).map(({ distance }) => distance);
    const [exact, limits] = [await distances(), await distances(0)];
    assert.ok(limits.every((limit, i) => limit >= exact[i]) && limits.some((limit, i) => limit > exact[i]));
    assert.deepEqual(await distances(4 * others.length), exact);
  });

  it('tells how far it is, and ends when it is told to', async () => {
    const images = ['0110', '0010', '1011'].map((row) => fromRows([row, '0000', '0100', '1111']));
    const labels = new Set<string>();
    const stop = new AbortController();
    const run = {
      signal: stop.signal,
      onProgress: ({ label, done }: { label: string; done: number }) => {
        labels.add(label);
        if (done === 1) stop.abort();
      },
    };
    await assert.rejects(novelty(images, await prepareLibrary(images, run), run), Interrupted);
    assert.deepEqual([...labels], ['preparing the library', 'comparing with the library']);
  });

  it('refuses images of other sizes', async () => {
    const library = await prepareLibrary([fromRows(['01', '11'])]);
    await assert.rejects(novelty([fromRows(['011', '000', '010'])], library), RangeError);
    await assert.rejects(prepareLibrary([fromRows(['01', '11']), fromRows(['01'])]), RangeError);
  });
});
