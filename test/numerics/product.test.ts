import assert from 'node:assert/strict';
import { block, combine, zeros } from '../../src/numerics/matrix';
import { accumulateProduct, multiply } from '../../src/numerics/product';
import { directProduct, largestDifference, randomMatrix } from './matrices';

describe('matrix product', () => {
  const shapes = [
    [1, 1, 1],
    [2, 3, 2],
    [7, 5, 9],
    [3, 200, 131],
    [33, 193, 4],
    [64, 64, 128],
  ];
  for (const [rows, depth, columns] of shapes) {
    it(`is the sum it is defined by, ${rows} x ${depth} times ${depth} x ${columns}`, () => {
      const [a, b] = [randomMatrix(rows, depth, 'a'), randomMatrix(depth, columns, 'b')];
      assert.ok(largestDifference(multiply(a, b), directProduct(a, b)) < 1e-12);
    });
  }

  it('adds to a part of a matrix from parts of others and leaves the rest alone', () => {
    const [a, b, c] = [randomMatrix(20, 30, 'a'), randomMatrix(40, 25, 'b'), randomMatrix(19, 23, 'c')];
    const [partOfA, partOfB] = [block(a, 3, 5, 7, 11), block(b, 2, 9, 11, 5)];
    const expected = zeros(19, 23);
    combine(expected, 0, c, 1);
    combine(block(expected, 4, 6, 7, 5), 1, directProduct(partOfA, partOfB), -2);
    accumulateProduct(block(c, 4, 6, 7, 5), partOfA, partOfB, -2);
    assert.ok(largestDifference(c, expected) < 1e-13);
  });

  it('refuses shapes that do not fit', () => {
    assert.throws(() => multiply(zeros(2, 3), zeros(2, 3)), RangeError);
  });
});
