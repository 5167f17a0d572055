import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeGdsii } from '../../src/layout/gdsii';
import { rasterise } from '../../src/layout/rasterise';
import { readGdsii } from '../../src/layout/read-gdsii';

/** A microstructure of up to 9 × 9 pixels. */
const microstructures = fc
  .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((pixels) => ({ width, height, pixels: Uint8Array.from(pixels) })),
  );

describe('a layout that is read', () => {
  it('has the pixels that were written, also where periods are repeated, and one pixel is no whole number of nanometres', () => {
    fc.assert(
      fc.property(microstructures, fc.constantFrom(8, 62.5), fc.constantFrom([1, 1], [3, 2]), (image, pixel, [columns, rows]) => {
        const bytes = encodeGdsii(image, { pixel, layer: 7, repeat: [columns, rows] });
        const period = [image.width * pixel, image.height * pixel] as const;
        const read = rasterise(readGdsii(bytes, { layer: 7 }), period, [image.width, image.height]);
        assert.deepEqual(read, image);
        const twice = rasterise(readGdsii(bytes, { layer: 7 }), period, [2 * image.width, 2 * image.height]);
        const at = (x: number, y: number) => image.pixels[Math.floor(y / 2) * image.width + Math.floor(x / 2)];
        assert.ok(twice.pixels.every((value, i) => value === at(i % (2 * image.width), Math.floor(i / (2 * image.width)))));
      }),
      { numRuns: 50 },
    );
  });

  it('has nothing in other layers, and one structure where it is named', () => {
    const image = { width: 2, height: 1, pixels: Uint8Array.of(0, 1) };
    const bytes = encodeGdsii(image, { pixel: 10, repeat: [4, 4] });
    assert.equal(readGdsii(bytes, { layer: 2 }).length, 0);
    assert.deepEqual(readGdsii(bytes, { layer: 1, structure: 'MICROSTRUCTURE' }), [
      [
        [10, 0],
        [20, 0],
        [20, 10],
        [10, 10],
        [10, 0],
      ].map(([x, y]) => [x, y]),
    ]);
    assert.equal(readGdsii(bytes, { layer: 1 }).length, 16);
  });

  it('is refused in one line where it is none, cut off, or of other structures', () => {
    const bytes = encodeGdsii({ width: 1, height: 1, pixels: Uint8Array.of(1) }, { pixel: 10 });
    const read = (file: Buffer, structure?: string) => () => readGdsii(file, { layer: 1, structure }, 'cell.gds');
    assert.throws(read(Buffer.from('no layout')), /^InputError: cell.gds: it is not a whole GDSII file/);
    assert.throws(read(Buffer.alloc(0)), /it is not a whole GDSII file/);
    for (let length = 0; length < bytes.length - 4; length += 7) assert.throws(read(bytes.subarray(0, length)), /whole GDSII/);
    assert.throws(read(bytes, 'NONE'), /it has no structure 'NONE'; name one of MICROSTRUCTURE, TOP/);
  });

  it('is read or refused, whatever byte of it is changed', () => {
    const bytes = encodeGdsii({ width: 2, height: 2, pixels: Uint8Array.of(1, 0, 0, 1) }, { pixel: 10, repeat: [2, 2] });
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(bytes);
        changed[at] = value;
        try {
          readGdsii(changed, { layer: 1 }, 'cell.gds');
        } catch (error) {
          assert.match(`${error}`, /^InputError: cell.gds: [^\n]+$/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
