import { type ComplexMatrix, zeros } from './matrix';

/**
 * Products of complex matrices, blocked for the caches and the registers (Goto and van de Geijn 2008): panels of A and B
 * are packed so that the innermost loop reads both in order and keeps a tile of 2 × 2 complex sums in registers.
 */

/** Depth of a block: two rows of A and two columns of B of this depth fit the first-level cache. */
const depthBlock = 192;
/** Columns of a block: a packed block of B fits the second-level cache. */
const columnBlock = 128;

const packedA = new Float64Array(4 * depthBlock);
const packedB = new Float64Array(2 * depthBlock * (columnBlock + 1));

/** The product A B. */
export function multiply(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const c = zeros(a.rows, b.columns);
  accumulateProduct(c, a, b, 1);
  return c;
}

/** C ← C + factor · A B, factor real; C shares no elements with A or B. Throws RangeError where the shapes do not fit. */
export function accumulateProduct(c: ComplexMatrix, a: ComplexMatrix, b: ComplexMatrix, factor: number): void {
  if (a.columns !== b.rows || c.rows !== a.rows || c.columns !== b.columns) {
    throw new RangeError(
      `product: ${a.rows} x ${a.columns} times ${b.rows} x ${b.columns} does not fit ${c.rows} x ${c.columns}`,
    );
  }
  for (let column = 0; column < b.columns; column += columnBlock) {
    const columns = Math.min(columnBlock, b.columns - column);
    for (let k = 0; k < a.columns; k += depthBlock) {
      const depth = Math.min(depthBlock, a.columns - k);
      packColumns(b, k, depth, column, columns);
      for (let row = 0; row < a.rows; row += 2) {
        const twoRows = row + 1 < a.rows;
        packRows(a, row, twoRows, k, depth);
        const to = c.offset + row * c.stride + column;
        for (let j = 0; j < columns; j += 2) {
          multiplyTile(c, to + j, twoRows, j + 1 < columns, 2 * depth * j, depth, factor);
        }
      }
    }
  }
}

/** Packs two rows of A as re, im, re, im for each k; a missing second row as zeros. */
function packRows(a: ComplexMatrix, row: number, twoRows: boolean, k: number, depth: number): void {
  const { re, im } = a;
  let first = a.offset + row * a.stride + k;
  let second = twoRows ? first + a.stride : first;
  const keep = twoRows ? 1 : 0;
  for (let to = 0; to < 4 * depth; to += 4, first++, second++) {
    packedA[to] = re[first];
    packedA[to + 1] = im[first];
    packedA[to + 2] = keep * re[second];
    packedA[to + 3] = keep * im[second];
  }
}

/** Packs pairs of columns of B, each pair as re, im, re, im for each k; a missing last column as zeros. */
function packColumns(b: ComplexMatrix, k: number, depth: number, column: number, columns: number): void {
  const { re, im } = b;
  const pairs = columns >> 1;
  for (let i = 0; i < depth; i++) {
    let from = b.offset + (k + i) * b.stride + column;
    let to = 4 * i;
    for (let pair = 0; pair < pairs; pair++, from += 2, to += 4 * depth) {
      packedB[to] = re[from];
      packedB[to + 1] = im[from];
      packedB[to + 2] = re[from + 1];
      packedB[to + 3] = im[from + 1];
    }
    if (columns % 2 === 1) {
      packedB[to] = re[from];
      packedB[to + 1] = im[from];
      packedB[to + 2] = 0;
      packedB[to + 3] = 0;
    }
  }
}

/** Adds factor times the packed rows times the packed pair of columns at `fromB` to the 2 × 2 tile of C at `to`. */
function multiplyTile(
  { re, im, stride }: ComplexMatrix,
  to: number,
  twoRows: boolean,
  twoColumns: boolean,
  fromB: number,
  depth: number,
  factor: number,
): void {
  let [re00, im00, re01, im01, re10, im10, re11, im11] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0, j = fromB; i < 4 * depth; i += 4, j += 4) {
    const a0re = packedA[i];
    const a0im = packedA[i + 1];
    const a1re = packedA[i + 2];
    const a1im = packedA[i + 3];
    const b0re = packedB[j];
    const b0im = packedB[j + 1];
    const b1re = packedB[j + 2];
    const b1im = packedB[j + 3];
    re00 += a0re * b0re - a0im * b0im;
    im00 += a0re * b0im + a0im * b0re;
    re01 += a0re * b1re - a0im * b1im;
    im01 += a0re * b1im + a0im * b1re;
    re10 += a1re * b0re - a1im * b0im;
    im10 += a1re * b0im + a1im * b0re;
    re11 += a1re * b1re - a1im * b1im;
    im11 += a1re * b1im + a1im * b1re;
  }
  re[to] += factor * re00;
  im[to] += factor * im00;
  if (twoColumns) {
    re[to + 1] += factor * re01;
    im[to + 1] += factor * im01;
  }
  if (!twoRows) return;
  re[to + stride] += factor * re10;
  im[to + stride] += factor * im10;
  if (twoColumns) {
    re[to + stride + 1] += factor * re11;
    im[to + stride + 1] += factor * im11;
  }
}
