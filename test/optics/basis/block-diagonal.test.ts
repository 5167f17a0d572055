import assert from 'node:assert/strict';
import { copy, reserve, zeros } from '../../../src/numerics/matrix';
import {
  addBlockDiagonal,
  applyBlockDiagonal,
  applyBlockDiagonalFromRight,
  type BlockDiagonalMatrix,
  combineBlockDiagonal,
  zeroBlockDiagonal,
} from '../../../src/optics/basis/block-diagonal';
import { directProduct, largestDifference, randomMatrix } from '../../numerics/matrices';

const harmonics = 3;

function randomBlocks(name: string): BlockDiagonalMatrix {
  const blocks = zeroBlockDiagonal(harmonics);
  for (const part of ['xx', 'xy', 'yy'] as const) {
    const { re, im } = randomMatrix(1, harmonics, `${name} ${part}`);
    blocks[part].re.set(re);
    blocks[part].im.set(im);
  }
  return blocks;
}

/** The same as a full matrix: [[xx, xy], [xy, yy]], each a diagonal. */
function dense({ xx, xy, yy }: BlockDiagonalMatrix) {
  const full = zeros(2 * harmonics, 2 * harmonics);
  for (let order = 0; order < harmonics; order++) {
    const at = (row: number, column: number) => (order + row * harmonics) * full.stride + order + column * harmonics;
    for (const [i, block] of [
      [at(0, 0), xx],
      [at(0, 1), xy],
      [at(1, 0), xy],
      [at(1, 1), yy],
    ] as const) {
      full.re[i] = block.re[order];
      full.im[i] = block.im[order];
    }
  }
  return full;
}

describe('block-diagonal matrix', () => {
  const y = randomBlocks('y');

  it('multiplies from either side as the full matrix does', () => {
    const matrix = randomMatrix(2 * harmonics, 2 * harmonics, 'm');
    const out = reserve(2 * harmonics, 2 * harmonics);
    applyBlockDiagonal(y, matrix, out);
    assert.ok(largestDifference(out, directProduct(dense(y), matrix)) < 1e-14);
    applyBlockDiagonalFromRight(matrix, y, out);
    assert.ok(largestDifference(out, directProduct(matrix, dense(y))) < 1e-14);
  });

  it('is added to a full matrix, and combined with another', () => {
    const other = randomBlocks('other');
    const sum = copy(dense(y));
    addBlockDiagonal(sum, other);
    assert.ok(largestDifference(sum, dense(combineBlockDiagonal(1, y, 1, other))) < 1e-15);
    const half = dense(combineBlockDiagonal(0.5, y, -0.5, y));
    assert.ok(half.re.every((value) => value === 0) && half.im.every((value) => value === 0));
  });
});
