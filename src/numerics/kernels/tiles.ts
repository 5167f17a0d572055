// Tiles of four rows and two vectors of a product of complex matrices, from packed factors.

import { PANEL } from './packing';

/** c + a b, by lane: rounded once where the module is built for engines that can, else after the product and after the sum. */
// @ts-ignore: decorator
@inline
function addProduct<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(c, v128.mul<T>(a, b));
}

/**
 * Groups of four packed rows times one packed panel. Eight sums and what is read stay in registers, with one address for all
 * rows of A; two steps of the depth at a time spill them and are slower by a quarter.
 */
export function multiplyTiles<T>(groups: i32, depth: i32, a: usize, b: usize, tile: usize): void {
  const zero = v128.splat<T>(<T>0), one = sizeof<T>(), two = 2 * sizeof<T>(), three = 3 * sizeof<T>();
  for (; groups > 0; groups--, tile += 4 * PANEL) {
    let left0 = zero, left1 = zero, left2 = zero, left3 = zero;
    let right0 = zero, right1 = zero, right2 = zero, right3 = zero;
    let bk = b;
    for (let k = depth; k > 0; k--, a += 4 * sizeof<T>(), bk += PANEL) {
      const left = v128.load(bk), right = v128.load(bk, 16);
      let factor = v128.load_splat<T>(a);
      left0 = addProduct<T>(factor, left, left0);
      right0 = addProduct<T>(factor, right, right0);
      factor = v128.load_splat<T>(a, one);
      left1 = addProduct<T>(factor, left, left1);
      right1 = addProduct<T>(factor, right, right1);
      factor = v128.load_splat<T>(a, two);
      left2 = addProduct<T>(factor, left, left2);
      right2 = addProduct<T>(factor, right, right2);
      factor = v128.load_splat<T>(a, three);
      left3 = addProduct<T>(factor, left, left3);
      right3 = addProduct<T>(factor, right, right3);
    }
    v128.store(tile, left0);
    v128.store(tile, right0, 16);
    v128.store(tile, left1, PANEL);
    v128.store(tile, right1, PANEL + 16);
    v128.store(tile, left2, 2 * PANEL);
    v128.store(tile, right2, 2 * PANEL + 16);
    v128.store(tile, left3, 3 * PANEL);
    v128.store(tile, right3, 3 * PANEL + 16);
  }
}

/** Adds factor times the three products of one panel to C. */
export function addTiles<T>(
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
