import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { encodePng, readPng } from '../../src/microstructure/image';
import { fromRows, toRows } from '../../src/microstructure/microstructure';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
const image = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ width, height, pixels: Uint8Array.from(pixels) })),
  );

describe('images', () => {
  it('come back from PNG and from rows as they went', () => {
    const path = join(folder, 'a.png');
    fc.assert(
      fc.property(image, (microstructure) => {
        writeFileSync(path, encodePng(microstructure));
        assert.deepEqual(readPng(path), microstructure);
        assert.deepEqual(fromRows(toRows(microstructure)), microstructure);
      }),
      { numRuns: 50 },
    );
  });

  it('are refused where a pixel is grey, the file no PNG, or not there', () => {
    const grey = new PNG({ width: 2, height: 1 });
    grey.data.set([0, 0, 0, 255, 128, 128, 128, 255]);
    writeFileSync(join(folder, 'grey.png'), PNG.sync.write(grey));
    assert.throws(
      () => readPng(join(folder, 'grey.png'), 'image'),
      /^InputError: image: pixel \(1, 0\) of .* is neither black nor white/,
    );
    writeFileSync(join(folder, 'text.png'), 'hello');
    assert.throws(() => readPng(join(folder, 'text.png'), 'image'), /is not a readable PNG/);
    assert.throws(() => readPng(join(folder, 'none.png'), 'image'), /there is no such file/);
  });

  it('are refused as rows of different lengths or with other digits', () => {
    assert.throws(() => fromRows(['01', '0'], 'image'), /^InputError: image: row 1 has 1 pixels, row 0 has 2/);
    assert.throws(() => fromRows(['02']), /the pixel '2'/);
    assert.throws(() => fromRows([]), /no pixel/);
  });
});
