// One step of Adam (Kingma and Ba 2014) for one array of parameters. `rate` is the learning rate over 1 − beta1^step,
// `bias2` is 1 − beta2^step.

import { get, getFour, multiplyAdd, set, setFour } from '../../numerics/kernels/arrays';

export function stepAdam(
  parameter: usize, gradient: usize, first: usize, second: usize, nextParameter: usize, nextFirst: usize, nextSecond: usize,
  length: i32, rate: f32, beta1: f32, beta2: f32, bias2: f32, epsilon: f32,
): void {
  const share1: f32 = 1.0 - beta1, share2: f32 = 1.0 - beta2;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const g = getFour(gradient, i);
    const m = multiplyAdd(f32x4.splat(share1), g, f32x4.mul(f32x4.splat(beta1), getFour(first, i)));
    const v = multiplyAdd(f32x4.splat(share2), f32x4.mul(g, g), f32x4.mul(f32x4.splat(beta2), getFour(second, i)));
    const root = f32x4.add(f32x4.sqrt(f32x4.div(v, f32x4.splat(bias2))), f32x4.splat(epsilon));
    setFour(nextFirst, i, m);
    setFour(nextSecond, i, v);
    setFour(nextParameter, i, f32x4.sub(getFour(parameter, i), f32x4.div(f32x4.mul(f32x4.splat(rate), m), root)));
  }
  for (; i < length; i++) {
    const g = get(gradient, i);
    const m = share1 * g + beta1 * get(first, i);
    const v = share2 * (g * g) + beta2 * get(second, i);
    set(nextFirst, i, m);
    set(nextSecond, i, v);
    set(nextParameter, i, get(parameter, i) - (rate * m) / (sqrt<f32>(v / bias2) + epsilon));
  }
}
