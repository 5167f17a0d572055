// Products of complex matrices, C += factor · A B, in single or double precision. Real and imaginary parts are apart, rows
// are contiguous and strides are in bytes.
//
// Three real products in the place of four: with T1 = Ar Br, T2 = Ai Bi and T3 = (Ar + Ai)(Br + Bi), the real part is
// T1 − T2 and the imaginary part T3 − T1 − T2 (Higham 2002, "Accuracy and Stability of Numerical Algorithms", section 23.2.4).

import { multiplyTwoVectors } from './product';

/** Rows of A worked through while a panel of B stays in the first-level cache; their sums stay in the second. */
const ROW_BLOCK = 96;
/** Depth of a block. */
const DEPTH_BLOCK = 256;
/** Bytes of a row of a panel: two vectors. */
const PANEL = 32;
/** Panels of B packed at once. */
const PANEL_BLOCK = 64;
const PACKED_BYTES = 3 * PANEL_BLOCK * DEPTH_BLOCK * PANEL;
const SUM_BYTES = ROW_BLOCK * DEPTH_BLOCK * 8;
const TILE_BYTES = ROW_BLOCK * PANEL;

/** Bytes of working memory that the kernels for complex matrices need. */
export function workspaceBytes(): i32 {
  return PACKED_BYTES + SUM_BYTES + 3 * TILE_BYTES;
}

/** C += factor · A B for A rows × depth and B depth × columns; C shares no memory with A or B. */
export function accumulateProduct<T>(
  rows: i32, columns: i32, depth: i32, aRe: usize, aIm: usize, aRow: usize, bRe: usize, bIm: usize, bRow: usize,
  cRe: usize, cIm: usize, cRow: usize, factor: T, work: usize,
): void {
  const panelColumns = <i32>(PANEL / sizeof<T>());
  const columnBlock = PANEL_BLOCK * panelColumns;
  for (let column = 0; column < columns; column += columnBlock) {
    const width = min(columnBlock, columns - column);
    const panels = (width + panelColumns - 1) / panelColumns;
    for (let k = 0; k < depth; k += DEPTH_BLOCK) {
      const deep = min(DEPTH_BLOCK, depth - k);
      const fromB = <usize>k * bRow + <usize>column * sizeof<T>();
      packPanels<T>(deep, width, bRe + fromB, bIm + fromB, bRow, work);
      for (let row = 0; row < rows; row += ROW_BLOCK) {
        const high = min(ROW_BLOCK, rows - row);
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
  const sums = work + PACKED_BYTES, tile1 = sums + SUM_BYTES, tile2 = tile1 + TILE_BYTES, tile3 = tile2 + TILE_BYTES;
  const sumRow = <usize>depth * sizeof<T>(), panelBytes = <usize>depth * PANEL;
  const panelColumns = <i32>(PANEL / sizeof<T>());
  addParts<T>(rows, depth, aRe, aIm, aRow, sums, sumRow);
  for (let panel = 0; panel < panels; panel++) {
    const b = work + <usize>(3 * panel) * panelBytes;
    multiplyTwoVectors<T>(rows, depth, aRe, aRow, sizeof<T>(), b, PANEL, tile1, PANEL, false);
    multiplyTwoVectors<T>(rows, depth, aIm, aRow, sizeof<T>(), b + panelBytes, PANEL, tile2, PANEL, false);
    multiplyTwoVectors<T>(rows, depth, sums, sumRow, sizeof<T>(), b + 2 * panelBytes, PANEL, tile3, PANEL, false);
    const to = <usize>panel * PANEL;
    const width = min(panelColumns, columns - panel * panelColumns);
    addTiles<T>(rows, width, tile1, tile2, tile3, cRe + to, cIm + to, cRow, factor);
  }
}

/** Packs B: for each panel of columns its real part, its imaginary part and their sum, missing columns as zeros. */
function packPanels<T>(depth: i32, columns: i32, bRe: usize, bIm: usize, bRow: usize, packed: usize): void {
  const panelColumns = <i32>(PANEL / sizeof<T>()), panelBytes = <usize>depth * PANEL;
  const whole = columns / panelColumns;
  for (let k = 0; k < depth; k++) {
    let re = bRe + <usize>k * bRow, im = bIm + <usize>k * bRow, to = packed + <usize>k * PANEL;
    for (let panel = 0; panel < whole; panel++, re += PANEL, im += PANEL, to += 3 * panelBytes) {
      const re0 = v128.load(re), re1 = v128.load(re, 16), im0 = v128.load(im), im1 = v128.load(im, 16);
      const toIm = to + panelBytes, toSum = toIm + panelBytes;
      v128.store(to, re0);
      v128.store(to, re1, 16);
      v128.store(toIm, im0);
      v128.store(toIm, im1, 16);
      v128.store(toSum, v128.add<T>(re0, im0));
      v128.store(toSum, v128.add<T>(re1, im1), 16);
    }
    const rest = columns - whole * panelColumns;
    if (rest == 0) continue;
    const toIm = to + panelBytes, toSum = toIm + panelBytes;
    for (let i = 0; i < panelColumns; i++) {
      const at = <usize>i * sizeof<T>();
      const valueRe = i < rest ? load<T>(re + at) : <T>0, valueIm = i < rest ? load<T>(im + at) : <T>0;
      store<T>(to + at, valueRe);
      store<T>(toIm + at, valueIm);
      store<T>(toSum + at, valueRe + valueIm);
    }
  }
}

/** sums = re + im for rows of `columns` numbers, the sums without gaps. */
function addParts<T>(rows: i32, columns: i32, re: usize, im: usize, row: usize, sums: usize, sumRow: usize): void {
  const lanes = <i32>(16 / sizeof<T>());
  for (let r = 0; r < rows; r++) {
    let x = re + <usize>r * row, y = im + <usize>r * row, to = sums + <usize>r * sumRow;
    let i = columns;
    for (; i >= lanes; i -= lanes, x += 16, y += 16, to += 16) v128.store(to, v128.add<T>(v128.load(x), v128.load(y)));
    for (; i > 0; i--, x += sizeof<T>(), y += sizeof<T>(), to += sizeof<T>()) store<T>(to, load<T>(x) + load<T>(y));
  }
}

/** Adds factor times the three products of one panel to C. */
function addTiles<T>(
  rows: i32, columns: i32, tile1: usize, tile2: usize, tile3: usize, cRe: usize, cIm: usize, cRow: usize, factor: T,
): void {
  const factors = v128.splat<T>(factor);
  const whole = columns * <i32>sizeof<T>() == PANEL;
  for (let row = 0; row < rows; row++) {
    if (whole) {
      addTileVector<T>(tile1, tile2, tile3, cRe, cIm, factors);
      addTileVector<T>(tile1 + 16, tile2 + 16, tile3 + 16, cRe + 16, cIm + 16, factors);
    } else {
      for (let i = 0; i < columns; i++) {
        const at = <usize>i * sizeof<T>();
        const t1 = load<T>(tile1 + at), t2 = load<T>(tile2 + at), t3 = load<T>(tile3 + at);
        store<T>(cRe + at, load<T>(cRe + at) + factor * (t1 - t2));
        store<T>(cIm + at, load<T>(cIm + at) + factor * (t3 - t1 - t2));
      }
    }
    tile1 += PANEL;
    tile2 += PANEL;
    tile3 += PANEL;
    cRe += cRow;
    cIm += cRow;
  }
}

// @ts-ignore: decorator
@inline
function addTileVector<T>(tile1: usize, tile2: usize, tile3: usize, cRe: usize, cIm: usize, factors: v128): void {
  const t1 = v128.load(tile1), t2 = v128.load(tile2), t3 = v128.load(tile3);
  const re = v128.sub<T>(t1, t2), im = v128.sub<T>(v128.sub<T>(t3, t1), t2);
  v128.store(cRe, v128.add<T>(v128.load(cRe), v128.mul<T>(factors, re)));
  v128.store(cIm, v128.add<T>(v128.load(cIm), v128.mul<T>(factors, im)));
}
