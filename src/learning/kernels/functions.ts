// exp and log of four single-precision numbers (polynomials of the Cephes library, Moshier 1989), to about 1e-7.

import { multiplyAdd } from '../../numerics/kernels/arrays';

// ln 2 in two parts, so that n ln 2 is exact to single precision
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/** exp(x) for −87 ≤ x ≤ 88, held at the ends outside. */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const held = f32x4.min(f32x4.max(x, f32x4.splat(-87)), f32x4.splat(88));
  const power = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.44269504)));
  const high = f32x4.sub(held, f32x4.mul(power, f32x4.splat(LN2_HIGH)));
  const rest = f32x4.sub(high, f32x4.mul(power, f32x4.splat(LN2_LOW)));
  let sum = f32x4.splat(1.9875691500e-4);
  sum = multiplyAdd(sum, rest, f32x4.splat(1.3981999507e-3));
  sum = multiplyAdd(sum, rest, f32x4.splat(8.3334519073e-3));
  sum = multiplyAdd(sum, rest, f32x4.splat(4.1665795894e-2));
  sum = multiplyAdd(sum, rest, f32x4.splat(1.6666665459e-1));
  sum = multiplyAdd(sum, rest, f32x4.splat(5.0000001201e-1));
  sum = f32x4.add(multiplyAdd(f32x4.mul(sum, rest), rest, rest), f32x4.splat(1));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127));
  return f32x4.mul(sum, i32x4.shl(exponent, 23));
}

/** ln(x) for normal x > 0. */
// @ts-ignore: decorator
@inline
export function logarithm(x: v128): v128 {
  // x = mantissa · 2^exponent with the mantissa in [√½, √2)
  let exponent = i32x4.sub(v128.and(i32x4.shr_u(x, 23), i32x4.splat(255)), i32x4.splat(126));
  const half = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const low = f32x4.lt(half, f32x4.splat(0.707106781));
  exponent = i32x4.add(exponent, low);
  const m = f32x4.sub(f32x4.add(half, v128.and(low, half)), f32x4.splat(1));
  const square = f32x4.mul(m, m);
  let sum = f32x4.splat(7.0376836292e-2);
  sum = multiplyAdd(sum, m, f32x4.splat(-1.1514610310e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(1.1676998740e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(-1.2420140846e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(1.4249322787e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(-1.6668057665e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(2.0000714765e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(-2.4999993993e-1));
  sum = multiplyAdd(sum, m, f32x4.splat(3.3333331174e-1));
  sum = f32x4.mul(f32x4.mul(sum, m), square);
  const power = f32x4.convert_i32x4_s(exponent);
  sum = f32x4.sub(multiplyAdd(power, f32x4.splat(LN2_LOW), sum), f32x4.mul(square, f32x4.splat(0.5)));
  return multiplyAdd(power, f32x4.splat(LN2_HIGH), f32x4.add(m, sum));
}
