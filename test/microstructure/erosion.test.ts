import assert from 'node:assert/strict';
import { erode } from '../../src/microstructure/erosion';
import { fromRows, toRows } from '../../src/microstructure/microstructure';

describe('erosion', () => {
  it('takes one pixel of phase 1 from every edge, and nothing from corners that touch no other phase', () => {
    const rows = ['000000', '011110', '011110', '011110', '000000'];
    assert.deepEqual(toRows(erode(fromRows(rows))), ['000000', '000000', '001100', '000000', '000000']);
    const holed = ['11111', '11111', '11011', '11111', '11111'];
    assert.deepEqual(toRows(erode(fromRows(holed))), ['11111', '11011', '10001', '11011', '11111']);
  });

  it('goes on round the edges of the image, and leaves one phase alone', () => {
    assert.deepEqual(toRows(erode(fromRows(['0111', '1111', '1111']))), ['0010', '0111', '0111']);
    for (const row of ['111', '000']) assert.deepEqual(toRows(erode(fromRows([row, row]))), [row, row]);
  });
});
