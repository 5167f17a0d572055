// Packs both factors of a product of complex matrices as its tiles read them: in one row, without gaps. Real and imaginary
// parts are apart, rows are contiguous and strides are in bytes.

/** Rows of A packed together: those of a tile. */
export const GROUP = 4;
/** Bytes of a row of a panel: two vectors. */
export const PANEL = 32;

/** Packs B: for each panel of columns its real part, its imaginary part and their sum, missing columns as zeros. */
export function packPanels<T>(depth: i32, columns: i32, bRe: usize, bIm: usize, bRow: usize, packed: usize): void {
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

/**
 * Packs A: its real part, its imaginary part and their sum, each with the four numbers of a column of a group side by side;
 * missing rows as zeros.
 */
export function packRows<T>(rows: i32, depth: i32, aRe: usize, aIm: usize, aRow: usize, packed: usize, partBytes: usize): void {
  for (let row = 0; row < rows; row += GROUP) {
    let to = packed + <usize>(row * depth) * sizeof<T>();
    const high = min(GROUP, rows - row), from = <usize>row * aRow;
    let re = aRe + from, im = aIm + from, k = depth;
    if (high == GROUP) {
      const lanes = <i32>(16 / sizeof<T>());
      for (; k >= lanes; k -= lanes, re += 16, im += 16, to += 4 * 16) {
        packSquare<T>(re, aRow, to);
        packSquare<T>(im, aRow, to + partBytes);
        for (let i: usize = 0; i < 64; i += 16) {
          const sum = v128.add<T>(v128.load(to + i), v128.load(to + partBytes + i));
          v128.store(to + 2 * partBytes + i, sum);
        }
      }
    }
    for (; k > 0; k--, re += sizeof<T>(), im += sizeof<T>()) {
      for (let r = 0; r < GROUP; r++, to += sizeof<T>()) {
        const x = r < high ? load<T>(re + <usize>r * aRow) : <T>0, y = r < high ? load<T>(im + <usize>r * aRow) : <T>0;
        store<T>(to, x);
        store<T>(to + partBytes, y);
        store<T>(to + 2 * partBytes, x + y);
      }
    }
  }
}

/** One vector of each of four rows, turned: the first number of each row, then the second … */
// @ts-ignore: decorator
@inline
function packSquare<T>(from: usize, row: usize, to: usize): void {
  const row0 = v128.load(from), row1 = v128.load(from + row), row2 = v128.load(from + 2 * row), row3 = v128.load(from + 3 * row);
  if (sizeof<T>() == 4) {
    const low01 = v128.shuffle<f32>(row0, row1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(row0, row1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(row2, row3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(row2, row3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
    v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 16);
    v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 32);
    v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 48);
  } else {
    v128.store(to, v128.shuffle<f64>(row0, row1, 0, 2));
    v128.store(to, v128.shuffle<f64>(row2, row3, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(row0, row1, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(row2, row3, 1, 3), 48);
  }
}
