// Matérn 5/2 covariances of many pairs of points at once, two in each vector.

/** 1 / ln 2, and ln 2 in two parts, the first with zeros at its end, so that its multiples are exact. */
const LOG2E: f64 = 1.4426950408889634;
const LN2_HIGH: f64 = 0.693147180369123816490;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
/** Added to a small number, this leaves the nearest whole number in its lowest bits. */
const ROUNDER: f64 = 6755399441055744;
/** exp(-708) is the least that is not denormal. */
const LEAST_EXPONENT: f64 = -708;

// @ts-ignore: decorator
@inline
function linear(r: v128, c0: f64, c1: f64): v128 {
  return f64x2.add(f64x2.splat(c0), f64x2.mul(f64x2.splat(c1), r));
}

/** c0 + c1 r + … + c7 r⁷. */
// @ts-ignore: decorator
@inline
function pairs(
  r: v128, r2: v128, r4: v128, c0: f64, c1: f64, c2: f64, c3: f64, c4: f64, c5: f64, c6: f64, c7: f64,
): v128 {
  const first = f64x2.add(linear(r, c0, c1), f64x2.mul(r2, linear(r, c2, c3)));
  const second = f64x2.add(linear(r, c4, c5), f64x2.mul(r2, linear(r, c6, c7)));
  return f64x2.add(first, f64x2.mul(r4, second));
}

/**
 * exp(x) for x <= 0: 2ᵏ exp(r) with |r| <= ln 2 / 2, and Taylor's series of exp(r) up to r¹³, whose next term is below half
 * a unit in the last place.
 */
// @ts-ignore: decorator
@inline
function exponential(x: v128): v128 {
  x = f64x2.pmax(f64x2.splat(LEAST_EXPONENT), x);
  const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2E)), f64x2.splat(ROUNDER));
  const k = f64x2.sub(rounded, f64x2.splat(ROUNDER));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  // in pairs of terms (Estrin's scheme), so that few operations wait for each other
  const r2 = f64x2.mul(r, r), r4 = f64x2.mul(r2, r2);
  const low = pairs(r, r2, r4, 1.0, 1.0, 1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0, 1.0 / 5040.0);
  const high = pairs(
    r, r2, r4, 1.0 / 40320.0, 1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0, 1.0 / 479001600.0, 1.0 / 6227020800.0, 0, 0,
  );
  const sum = f64x2.add(low, f64x2.mul(f64x2.mul(r4, r4), high));
  // 2ᵏ: its exponent in bits 52 and up
  const power = i64x2.shl(i64x2.add(rounded, i64x2.splat(1023)), 52);
  return f64x2.mul(sum, power);
}

/**
 * out[row][column] = variance (1 + s + s²/3) exp(−s) with s = √5 |x_row − p_column|. The points x are rows × dimensions,
 * the points p are dimensions × columns (columns a multiple of 2), both divided by the lengths of the covariance and without
 * gaps; so is out.
 */
export function covariances(
  rows: i32, columns: i32, dimensions: i32, x: usize, p: usize, variance: f64, out: usize,
): void {
  const one = f64x2.splat(1), third = f64x2.splat(1.0 / 3.0), five = f64x2.splat(5), scale = f64x2.splat(variance);
  const columnBytes = <usize>columns << 3;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < columnBytes; at += 16) {
      let squared = f64x2.splat(0), coordinate = p + at;
      for (let d = 0; d < dimensions; d++) {
        const difference = f64x2.sub(v128.load_splat<f64>(x + (<usize>d << 3)), v128.load(coordinate));
        squared = f64x2.add(squared, f64x2.mul(difference, difference));
        coordinate += columnBytes;
      }
      squared = f64x2.mul(squared, five);
      const s = f64x2.sqrt(squared);
      const polynomial = f64x2.add(f64x2.add(one, s), f64x2.mul(squared, third));
      v128.store(out + at, f64x2.mul(f64x2.mul(scale, polynomial), exponential(f64x2.neg(s))));
    }
    x += <usize>dimensions << 3;
    out += columnBytes;
  }
}
