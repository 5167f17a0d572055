import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  countChords,
  countSpecks,
  interfaceDensity,
  interfaceLength,
  meanPixelDifference,
  pixelDifference,
  seamDensity,
  spectralPower,
  twoPointCorrelation,
  volumeFraction,
} from '../../src/microstructure/descriptors';
import { fromRows, type Microstructure } from '../../src/microstructure/microstructure';

const images: fc.Arbitrary<Microstructure> = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }))
  .chain(([width, height]) =>
    fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }).map((pixels) => ({ width, height, pixels })),
  );
const swapPhases = (image: Microstructure): Microstructure => ({ ...image, pixels: image.pixels.map((pixel) => 1 - pixel) });
const transpose = ({ width, height, pixels }: Microstructure): Microstructure => ({
  width: height,
  height: width,
  pixels: Uint8Array.from({ length: width * height }, (_, i) => pixels[(i % height) * width + Math.floor(i / height)]),
});

describe('descriptors of interfaces', () => {
  const image = fromRows(['00100', '01011', '00000', '11001']);

  it('are those that can be counted', () => {
    // 7 side by side, 10 one below the other
    assert.equal(interfaceLength(image), 17);
    assert.equal(countSpecks(image), 3);
    assert.deepEqual([...countChords(image)], [0, 5, 0, 0, 0, 0]);
    assert.deepEqual([...countChords(image, 0)], [0, 3, 1, 0, 0, 0]);
  });

  it('do not change where rows become columns, and phases change places', () => {
    fc.assert(
      fc.property(images, (some) => {
        assert.equal(countSpecks(transpose(some)), countSpecks(some));
        assert.equal(countSpecks(swapPhases(some)), countSpecks(some));
        assert.equal(interfaceLength(transpose(some)), interfaceLength(some));
        assert.ok(Math.abs(interfaceDensity(transpose(some)) - interfaceDensity(some)) < 1e-12);
        assert.deepEqual(countChords(transpose(some)), countChords(some));
        assert.deepEqual(countChords(swapPhases(some), 0), countChords(some, 1));
      }),
    );
  });

  it('are as many in a repeated image wherever it is cut, those across its seams among them', () => {
    assert.equal(seamDensity(fromRows(['01', '00'])), 1);
    const squares = images.map(({ width, height, pixels }): Microstructure => {
      const side = Math.min(width, height);
      return { width: side, height: side, pixels: pixels.subarray(0, side ** 2) };
    });
    const shift = (image: Microstructure, by: number): Microstructure => {
      const { width, height, pixels } = image;
      const from = (i: number) => ((Math.floor(i / width) + by) % height) * width + ((i + by) % width);
      return { width, height, pixels: pixels.map((_, i) => pixels[from(i)]) };
    };
    const all = (square: Microstructure) => interfaceLength(square) + Math.round(square.width * seamDensity(square));
    fc.assert(fc.property(squares, fc.nat(8), (square, by) => assert.equal(all(shift(square, by)), all(square))));
  });

  it('count one chord between any two interfaces of a line', () => {
    fc.assert(
      fc.property(images, (some) => {
        const chords = [0, 1].flatMap((phase) => [...countChords(some, phase)]).reduce((sum, count) => sum + count, 0);
        const lines = [some, transpose(some)].flatMap(({ width, height, pixels }) =>
          Array.from({ length: height }, (_, y) => pixels.subarray(y * width, (y + 1) * width)),
        );
        const between = lines.map((line) => line.filter((pixel, i) => i > 0 && pixel !== line[i - 1]).length - 1);
        assert.equal(
          chords,
          between.reduce((sum, count) => sum + Math.max(0, count), 0),
        );
      }),
    );
  });

  it('have a diversity that is the mean over all pairs', () => {
    const manyImages = images.chain(({ width, height }) => {
      const length = width * height;
      return fc.array(
        fc.uint8Array({ minLength: length, maxLength: length, max: 1 }).map((pixels) => ({ width, height, pixels })),
        { minLength: 2, maxLength: 6 },
      );
    });
    fc.assert(
      fc.property(manyImages, (some) => {
        const pairs = some.flatMap((a, i) => some.slice(i + 1).map((b) => pixelDifference(a, b)));
        const mean = pairs.reduce((sum, difference) => sum + difference, 0) / pairs.length;
        assert.ok(Math.abs(meanPixelDifference(some) - mean) < 1e-12);
      }),
    );
  });
});

describe('two-point correlation', () => {
  it('is the share of pairs of pixels in phase 1, by their distance round the edges', () => {
    fc.assert(
      fc.property(images, (image) => {
        const { width, height, pixels } = image;
        const longest = Math.floor(width / 2);
        const pairs = Array.from({ length: longest + 1 }, () => ({ all: 0, inside: 0 }));
        const round = (distance: number, size: number) => Math.min(Math.abs(distance), size - Math.abs(distance));
        for (let i = 0; i < pixels.length; i++) {
          for (let j = 0; j < pixels.length; j++) {
            const across = round((i % width) - (j % width), width);
            const down = round(Math.floor(i / width) - Math.floor(j / width), height);
            const r = Math.round(Math.hypot(across, down));
            if (r > longest) continue;
            pairs[r].all++;
            pairs[r].inside += pixels[i] * pixels[j];
          }
        }
        twoPointCorrelation(image).forEach((value, r) => {
          assert.ok(Math.abs(value - pairs[r].inside / pairs[r].all) < 1e-12);
        });
      }),
    );
  });
});

describe('spectral power', () => {
  it('in all orders but (0, 0) is f(1 − f), and at the first two orders that of a lamellar cell', () => {
    fc.assert(
      fc.property(images, (image) => {
        const [power] = spectralPower(image, [[0.5, 100]]);
        const f = volumeFraction(image);
        assert.ok(Math.abs(power - f * (1 - f)) < 1e-12);
      }),
    );
    // half of each row is phase 1: |F(±1)|² = (sin(π/2)/(N sin(π/N)))² for N pixels, nothing at ±2
    const lamellae = fromRows(Array.from({ length: 16 }, () => '1111111100000000'));
    const [first, second] = spectralPower(lamellae, [
      [0.5, 1.2],
      [1.2, 2.5],
    ]);
    assert.ok(Math.abs(first - 2 / (16 * Math.sin(Math.PI / 16)) ** 2) < 1e-12);
    assert.ok(second < 1e-20);
  });
});
