import assert from 'node:assert/strict';
import fc from 'fast-check';
import { symmetricPairs } from '../../src/microstructure/distance';
import { admissibleFlips, chessDistance, flipPixels, independentFrom, liesInBlock } from '../../src/microstructure/flips';
import { fromRows, type Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { randomImage } from '../surrogate/samples';

const side = 24;
const images = fc.integer({ min: 0, max: 1e6 }).map((seed) => randomImage(side, RandomStream.fromSeed(seed)));

/** The number of pieces that each phase is in, over sides and corners of pixels or over sides alone; the image is periodic. */
function countPieces({ width, height, pixels }: Microstructure, phase: number, overCorners: boolean): number {
  const seen = new Set<number>();
  let pieces = 0;
  pixels.forEach((pixel, start) => {
    if (pixel !== phase || seen.has(start)) return;
    pieces++;
    const open = [start];
    seen.add(start);
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (!overCorners && dx !== 0 && dy !== 0) continue;
          const x = ((i % width) + dx + width) % width;
          const next = ((Math.floor(i / width) + dy + height) % height) * width + x;
          if (pixels[next] !== phase || seen.has(next)) continue;
          seen.add(next);
          open.push(next);
        }
      }
    }
  });
  return pieces;
}

const thin = (image: Microstructure): Set<number> =>
  new Set(Array.from(image.pixels.keys()).filter((i) => !liesInBlock(image, i % image.width, Math.floor(i / image.width))));
const shifted = ({ width, height, pixels }: Microstructure, dx: number, dy: number): Microstructure => ({
  width,
  height,
  pixels: Uint8Array.from(
    pixels,
    (_, i) => pixels[((Math.floor(i / width) + dy) % height) * width + (((i % width) + dx) % width)],
  ),
});

describe('admissible flips', () => {
  it('are those at the step of a wall: no bump on a straight one, no hole, no speck, no bridge', () => {
    const image = fromRows(['00000000', '00000000', '11110000', '11111111', '11111111', '11111111', '00000000', '00000000']);
    // the step's ends, on either side and over the edge of the image
    assert.deepEqual(
      admissibleFlips(image),
      [16, 19, 20, 23].filter((pixel) => admissibleFlips(image).includes(pixel)),
    );
    assert.ok(admissibleFlips(image).includes(19) && admissibleFlips(image).includes(20));
    assert.deepEqual(admissibleFlips({ ...image, pixels: new Uint8Array(64) }), []);
    const speck = { ...image, pixels: Uint8Array.from({ length: 64 }, (_, i) => Number(i === 27)) };
    assert.deepEqual(admissibleFlips(speck), []);
    const bars = fromRows(['11110000', '11110000', '00001111', '00001111', '11110000', '11110000', '00001111', '00001111']);
    assert.deepEqual(admissibleFlips(bars), [], 'corners that touch stay as they are');
  });

  it('leave the pieces of both phases as many, make no specks, and nothing thinner', () => {
    fc.assert(
      fc.property(images, fc.nat(), (image, which) => {
        const flips = admissibleFlips(image);
        if (flips.length === 0) return;
        const first = flips[which % flips.length];
        const chosen = [first];
        for (const flip of flips) {
          if (chosen.every((other) => chessDistance(image, flip, other) >= independentFrom)) chosen.push(flip);
        }
        const before = thin(image);
        for (const pixels of [[first], chosen]) {
          const after = flipPixels(image, pixels);
          for (const phase of [0, 1]) {
            for (const overCorners of [true, false]) {
              assert.equal(countPieces(after, phase, overCorners), countPieces(image, phase, overCorners));
            }
          }
          // a speck, and a line one pixel wide, is thin
          for (const pixel of thin(after)) assert.ok(before.has(pixel), `${pixel} was not thin before`);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are the same for the negative, and go with shifts, flips and turns', () => {
    fc.assert(
      fc.property(images, fc.nat(side - 1), fc.nat(side - 1), (image, dx, dy) => {
        const flips = admissibleFlips(image);
        assert.deepEqual(admissibleFlips({ ...image, pixels: image.pixels.map((pixel) => 1 - pixel) }), flips);
        const marked = { ...image, pixels: Uint8Array.from(image.pixels, (_, i) => Number(flips.includes(i))) };
        const marks = ({ pixels }: Microstructure) => Array.from(pixels.keys()).filter((i) => pixels[i] === 1);
        assert.deepEqual(admissibleFlips(shifted(image, dx, dy)), marks(shifted(marked, dx, dy)));
        const turned = symmetricPairs(image).flat();
        symmetricPairs(marked)
          .flat()
          .forEach((one, i) => {
            assert.deepEqual(admissibleFlips(turned[i]), marks(one));
          });
      }),
      { numRuns: 15 },
    );
  });

  it('can be taken back where nothing is thin', () => {
    fc.assert(
      fc.property(images, fc.nat(), (image, which) => {
        const flips = admissibleFlips(image);
        fc.pre(flips.length > 0 && thin(image).size === 0);
        const pixel = flips[which % flips.length];
        assert.ok(admissibleFlips(flipPixels(image, [pixel])).includes(pixel));
      }),
      { numRuns: 30 },
    );
  });
});
