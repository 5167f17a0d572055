import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { contactSheet } from '../../src/figures/microstructures';

interface SheetLayout {
  width: number;
  height: number;
  images: { source: string }[];
  annotations: { text: string }[];
}

function image(width: number, height: number, pixelAt: (x: number, y: number) => number) {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => pixelAt(i % width, Math.floor(i / width)));
  return { microstructure: { width, height, pixels } };
}

describe('contactSheet', () => {
  it('draws phase 0 dark, phase 1 light, first row on top', () => {
    const { images } = contactSheet([image(112, 112, (x, y) => (x < 56 && y < 28 ? 0 : 1))]).layout as unknown as SheetLayout;
    const { width, data } = PNG.sync.read(Buffer.from(images[0].source.split(',')[1], 'base64'));
    // a pixel of the image is two by two of the picture, inside a frame of two
    const greyAt = (x: number, y: number) => data[4 * ((2 * y + 3) * width + 2 * x + 3)];
    assert.ok(greyAt(0, 0) < 60 && greyAt(55, 27) < 60);
    assert.ok(greyAt(56, 0) > 230 && greyAt(0, 28) > 230 && greyAt(111, 111) > 230);
  });

  it('draws grey images from dark to light over their range', () => {
    const grey = { width: 3, height: 1, values: [-9, 0, 2], range: [-2, 2] as const };
    const { images } = contactSheet([{ microstructure: grey }]).layout as { images: { source: string }[] };
    const { width, data } = PNG.sync.read(Buffer.from(images[0].source.split(',')[1], 'base64'));
    // of 37 CSS pixels each, drawn double, inside a frame
    const at = (x: number) => data[4 * (10 * width + 2 + 74 * x + 30)];
    assert.deepEqual([0, 1, 2].map(at), [0x2b, 0x90, 0xf4]);
  });

  it('has a caption for every image that has a title', () => {
    const items = Array.from({ length: 30 }, (_, i) => ({ ...image(8, 8, () => 0), ...(i % 2 && { title: `A = 0.${i}` }) }));
    const { annotations } = contactSheet(items).layout as unknown as SheetLayout;
    assert.deepEqual(
      annotations.map(({ text }) => text),
      items.flatMap(({ title }) => title ?? []),
    );
  });

  it('grows by rows and columns, and stays a small file', () => {
    const size = (count: number, columns: number) => {
      const items = Array.from({ length: count }, (_, k) => image(64, 64, (x, y) => Number((x * y + k) % 7 < 3)));
      return contactSheet(items, { columns }).layout as unknown as SheetLayout;
    };
    const wide = size(10, 5);
    const high = size(10, 2);
    assert.equal(wide.width - size(2, 2).width, 3 * (128 + 12));
    assert.equal(high.height - wide.height, 3 * (128 + 12));
    assert.ok(size(30, 6).images[0].source.length < 100_000);
  });

  it('takes images of any size, as long as it is one size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 7 }),
        (w, h, n) => {
          const { width, height } = contactSheet(Array.from({ length: n }, () => image(w, h, (x) => x % 2))).layout;
          assert.ok(Number.isInteger(width) && Number.isInteger(height) && width! > w && height! > h);
        },
      ),
      { numRuns: 20 },
    );
    assert.throws(() => contactSheet([image(8, 8, () => 0), image(8, 9, () => 0)]), /differ in size \(8 × 8 and 8 × 9 pixels\)/);
    assert.throws(() => contactSheet([]), /at least one/);
  });
});
