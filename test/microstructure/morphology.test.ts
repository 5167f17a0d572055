import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromRows, type Microstructure, toRows } from '../../src/microstructure/microstructure';
import { dilate, erode } from '../../src/microstructure/morphology';

const images = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((pixels): Microstructure => ({ width, height, pixels: Uint8Array.from(pixels) })),
  );

const shift = ({ width, height, pixels }: Microstructure, right: number, down: number): Microstructure => ({
  ...{ width, height },
  pixels: pixels.map((_, i) => {
    const [x, y] = [(i % width) + right, Math.floor(i / width) + down];
    return pixels[(y % height) * width + (x % width)];
  }),
});

describe('walls that move by a pixel', () => {
  it('leave the core of a square, or put a pixel on each of its sides', () => {
    const square = fromRows(['000000', '011100', '011100', '011100', '000000', '000000']);
    assert.deepEqual(toRows(erode(square)), ['000000', '000000', '001000', '000000', '000000', '000000']);
    assert.deepEqual(toRows(dilate(square)), ['011100', '111110', '111110', '111110', '011100', '000000']);
  });

  it('move across the border, and the same wherever the image begins', () => {
    fc.assert(
      fc.property(images, fc.nat(5), fc.nat(5), (image, right, down) => {
        for (const change of [erode, dilate]) {
          assert.deepEqual(change(shift(image, right, down)), shift(change(image), right, down));
        }
      }),
    );
  });

  it('leave less, or more, and both undo no more than they did', () => {
    fc.assert(
      fc.property(images, (image) => {
        const [less, more, opened, closed] = [erode(image), dilate(image), dilate(erode(image)), erode(dilate(image))];
        image.pixels.forEach((pixel, i) => {
          assert.ok(less.pixels[i] <= opened.pixels[i] && opened.pixels[i] <= pixel);
          assert.ok(pixel <= closed.pixels[i] && closed.pixels[i] <= more.pixels[i]);
        });
      }),
    );
  });
});
