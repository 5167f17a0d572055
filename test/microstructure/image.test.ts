import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
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

  it('are refused by the size that they declare, before they are unpacked', () => {
    const path = join(folder, 'bomb.png');
    const refuse = (change: (bytes: Buffer) => Buffer, message: RegExp): void => {
      const bytes = encodePng({ width: 8, height: 8, pixels: new Uint8Array(64) });
      writeFileSync(path, change(bytes));
      assert.throws(() => readPng(path, 'image'), message);
    };
    const wide = (bytes: Buffer): Buffer => {
      bytes.writeUInt32BE(1 << 22, 16);
      return bytes;
    };
    refuse(wide, /^InputError: image: .*bomb.png is declared to be 4194304 × 8 pixels; give an image of at most 16777216 pixels/);
    // signature and header take 33 bytes
    refuse((bytes) => Buffer.concat([bytes.subarray(0, 33), wide(Buffer.from(bytes)).subarray(8)]), /bomb.png has two headers/);
    const interlaced = (bytes: Buffer): Buffer => {
      bytes[28] = 1;
      const data = deflateSync(Buffer.alloc(1 << 20));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(data.length);
      return Buffer.concat([bytes.subarray(0, 33), length, Buffer.from('IDAT'), data, Buffer.alloc(4)]);
    };
    refuse(interlaced, /bomb.png unpacks to more than it is declared to be/);
  });

  it('are refused as rows of different lengths or with other digits', () => {
    assert.throws(() => fromRows(['01', '0'], 'image'), /^InputError: image: row 1 has 1 pixels, row 0 has 2/);
    assert.throws(() => fromRows(['02']), /the pixel '2'/);
    assert.throws(() => fromRows([]), /no pixel/);
  });
});
