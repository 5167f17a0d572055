import assert from 'node:assert/strict';
import { cropAtRandom } from '../../src/microstructure/crop';
import { fromRows, toRows } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

describe('random parts of an image', () => {
  const image = fromRows(['01101', '00111', '11010', '10001']);

  it('are every square of that side, and no other', () => {
    const rows = toRows(image);
    const squares = [0, 1].flatMap((top) =>
      [0, 1, 2].map((left) => rows.slice(top, top + 3).map((row) => row.slice(left, left + 3))),
    );
    const random = RandomStream.fromSeed(1);
    const found = new Set(Array.from({ length: 200 }, () => toRows(cropAtRandom(image, 3, random)).join()));
    assert.deepEqual([...found].sort(), squares.map((square) => square.join()).sort());
  });

  it('are the whole where it has that side', () => {
    const square = fromRows(['011', '001', '110']);
    assert.deepEqual(cropAtRandom(square, 3, RandomStream.fromSeed(2)), square);
  });
});
