// Products of complex matrices, C += factor · A B, in single or double precision. Real and imaginary parts are apart, rows
// are contiguous and strides are in bytes.
//
// Three real products in the place of four: with T1 = Ar Br, T2 = Ai Bi and T3 = (Ar + Ai)(Br + Bi), the real part is
// T1 − T2 and the imaginary part T3 − T1 − T2 (Higham 2002, "Accuracy and Stability of Numerical Algorithms", section 23.2.4).

import { GROUP, PANEL, packPanels, packRows } from './packing';
import { addTiles, multiplyTiles } from './tiles';

/** Bytes of rows of A worked through while a panel of B stays in the first-level cache; they stay in the second. */
const ROW_BLOCK_BYTES = 192;
/** Depth of a block: a panel of this depth fills half the first-level cache. */
const DEPTH_BLOCK = 448;
/** Panels of B packed at once. */
const PANEL_BLOCK = 64;
const PACKED_BYTES = 3 * PANEL_BLOCK * DEPTH_BLOCK * PANEL;
const ROWS_BYTES = 3 * ROW_BLOCK_BYTES * DEPTH_BLOCK;
const TILE_BYTES = (ROW_BLOCK_BYTES / 4) * PANEL;

/** Bytes of working memory that the kernels for complex matrices need. */
export function workspaceBytes(): i32 {
  return PACKED_BYTES + ROWS_BYTES + 3 * TILE_BYTES;
}

/** C += factor · A B for A rows × depth and B depth × columns; C shares no memory with A or B. */
export function accumulateProduct<T>(
  rows: i32, columns: i32, depth: i32, aRe: usize, aIm: usize, aRow: usize, bRe: usize, bIm: usize, bRow: usize,
  cRe: usize, cIm: usize, cRow: usize, factor: T, work: usize,
): void {
  const panelColumns = <i32>(PANEL / sizeof<T>());
  const columnBlock = PANEL_BLOCK * panelColumns, rowBlock = <i32>(ROW_BLOCK_BYTES / sizeof<T>());
  for (let column = 0; column < columns; column += columnBlock) {
    const width = min(columnBlock, columns - column);
    const panels = (width + panelColumns - 1) / panelColumns;
    for (let k = 0; k < depth; k += DEPTH_BLOCK) {
      const deep = min(DEPTH_BLOCK, depth - k);
      const fromB = <usize>k * bRow + <usize>column * sizeof<T>();
      packPanels<T>(deep, width, bRe + fromB, bIm + fromB, bRow, work);
      for (let row = 0; row < rows; row += rowBlock) {
        const high = min(rowBlock, rows - row);
        const fromA = <usize>row * aRow + <usize>k * sizeof<T>();
        multiplyBlock<T>(
          high, deep, width, panels, aRe + fromA, aIm + fromA, aRow,
          cRe + <usize>row * cRow + <usize>column * sizeof<T>(), cIm + <usize>row * cRow + <usize>column * sizeof<T>(), cRow,
          factor, work,
        );
      }
    }
  }
}

/** A block of rows of A times all packed panels. */
function multiplyBlock<T>(
  rows: i32, depth: i32, columns: i32, panels: i32, aRe: usize, aIm: usize, aRow: usize, cRe: usize, cIm: usize, cRow: usize,
  factor: T, work: usize,
): void {
  const a = work + PACKED_BYTES, tile1 = a + ROWS_BYTES, tile2 = tile1 + TILE_BYTES, tile3 = tile2 + TILE_BYTES;
  const panelBytes = <usize>depth * PANEL, panelColumns = <i32>(PANEL / sizeof<T>());
  const groups = (rows + GROUP - 1) / GROUP, partBytes = <usize>(groups * GROUP * depth) * sizeof<T>();
  packRows<T>(rows, depth, aRe, aIm, aRow, a, partBytes);
  for (let panel = 0; panel < panels; panel++) {
    const b = work + <usize>(3 * panel) * panelBytes;
    multiplyTiles<T>(groups, depth, a, b, tile1);
    multiplyTiles<T>(groups, depth, a + partBytes, b + panelBytes, tile2);
    multiplyTiles<T>(groups, depth, a + 2 * partBytes, b + 2 * panelBytes, tile3);
    const to = <usize>panel * PANEL;
    const width = min(panelColumns, columns - panel * panelColumns);
    addTiles<T>(rows, width, tile1, tile2, tile3, cRe + to, cIm + to, cRow, factor);
  }
}
