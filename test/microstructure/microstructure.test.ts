import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packBits, unpackBits } from '../../src/microstructure/microstructure';

describe('microstructures packed in bits', () => {
  it('have eight pixels in a byte, the first in its highest bit', () => {
    const pixels = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1);
    assert.deepEqual([...packBits({ width: 3, height: 3, pixels })], [128, 128]);
  });

  it('come back as they were', () => {
    const rows = fc.uint8Array({ min: 0, max: 1, minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (row, height) => {
        const pixels = Uint8Array.from({ length: row.length * height }, (_, i) => row[(7 * i) % row.length]);
        const image = { width: row.length, height, pixels };
        assert.deepEqual(unpackBits(packBits(image), row.length, height), image);
      }),
    );
  });
});
