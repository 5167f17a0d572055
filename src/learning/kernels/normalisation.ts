// Batch normalisation with the batch's own statistics (Ioffe and Szegedy 2015) and the activation after it, in one:
// u = gamma (x − mean)/√(variance + epsilon) + beta, y = u where u > 0 and slope·u elsewhere (slope 1: no activation,
// 0: ReLU, 0.2: leaky ReLU). Everything runs over `rows` × `channels`; `scratch` holds 4 × channels numbers.

import { addTo, at, clear, get, getFour, multiplyAdd, set, setFour } from '../../numerics/kernels/arrays';

/** Rows summed before they are added to the total, to keep rounding small. */
const BLOCK = 256;

function findMean(x: usize, mean: usize, partial: usize, rows: i32, channels: i32): void {
  clear(mean, channels);
  for (let first = 0; first < rows; first += BLOCK) {
    const end = min(rows, first + BLOCK);
    clear(partial, channels);
    for (let row = first; row < end; row++) addTo(partial, at(x, row * channels), channels);
    addTo(mean, partial, channels);
  }
  const share: f32 = 1 / <f32>rows;
  for (let c = 0; c < channels; c++) set(mean, c, get(mean, c) * share);
}

function findVariance(x: usize, mean: usize, variance: usize, partial: usize, rows: i32, channels: i32): void {
  clear(variance, channels);
  for (let first = 0; first < rows; first += BLOCK) {
    const end = min(rows, first + BLOCK);
    clear(partial, channels);
    for (let row = first; row < end; row++) {
      const values = at(x, row * channels);
      let c = 0;
      for (; c + 4 <= channels; c += 4) {
        const difference = f32x4.sub(getFour(values, c), getFour(mean, c));
        setFour(partial, c, multiplyAdd(difference, difference, getFour(partial, c)));
      }
      for (; c < channels; c++) {
        const difference = get(values, c) - get(mean, c);
        set(partial, c, get(partial, c) + difference * difference);
      }
    }
    addTo(variance, partial, channels);
  }
  const share: f32 = 1 / <f32>rows;
  for (let c = 0; c < channels; c++) set(variance, c, get(variance, c) * share);
}

/** y from x, and the batch's mean and variance. */
export function normalise(
  x: usize, gamma: usize, beta: usize, y: usize, mean: usize, variance: usize, scratch: usize, rows: i32, channels: i32,
  epsilon: f32, slope: f32,
): void {
  findMean(x, mean, scratch, rows, channels);
  findVariance(x, mean, variance, scratch, rows, channels);
  const scale = scratch, shift = at(scratch, channels);
  for (let c = 0; c < channels; c++) {
    const s = get(gamma, c) / sqrt<f32>(get(variance, c) + epsilon);
    set(scale, c, s);
    set(shift, c, get(beta, c) - get(mean, c) * s);
  }
  const slopes = f32x4.splat(slope), zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    const values = at(x, row * channels), results = at(y, row * channels);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const u = multiplyAdd(getFour(values, c), getFour(scale, c), getFour(shift, c));
      setFour(results, c, v128.bitselect(u, f32x4.mul(u, slopes), f32x4.gt(u, zero)));
    }
    for (; c < channels; c++) {
      const u = get(values, c) * get(scale, c) + get(shift, c);
      set(results, c, u > 0 ? u : u * slope);
    }
  }
}

/** The gradients with respect to x, gamma and beta. */
export function normaliseGradient(
  dy: usize, x: usize, mean: usize, variance: usize, gamma: usize, beta: usize, dx: usize, dGamma: usize, dBeta: usize,
  scratch: usize, rows: i32, channels: i32, epsilon: f32, slope: f32,
): void {
  const inverse = scratch, partialGamma = at(inverse, channels), partialBeta = at(partialGamma, channels);
  const slopes = f32x4.splat(slope), zero = f32x4.splat(0);
  for (let c = 0; c < channels; c++) set(inverse, c, 1 / sqrt<f32>(get(variance, c) + epsilon));
  clear(dGamma, channels);
  clear(dBeta, channels);
  for (let first = 0; first < rows; first += BLOCK) {
    const end = min(rows, first + BLOCK);
    clear(partialGamma, channels);
    clear(partialBeta, channels);
    for (let row = first; row < end; row++) {
      const values = at(x, row * channels), gradients = at(dy, row * channels);
      let c = 0;
      for (; c + 4 <= channels; c += 4) {
        const normal = f32x4.mul(f32x4.sub(getFour(values, c), getFour(mean, c)), getFour(inverse, c));
        const u = multiplyAdd(normal, getFour(gamma, c), getFour(beta, c));
        const outer = getFour(gradients, c);
        const inner = v128.bitselect(outer, f32x4.mul(outer, slopes), f32x4.gt(u, zero));
        setFour(partialGamma, c, multiplyAdd(inner, normal, getFour(partialGamma, c)));
        setFour(partialBeta, c, f32x4.add(getFour(partialBeta, c), inner));
      }
      for (; c < channels; c++) {
        const normal = (get(values, c) - get(mean, c)) * get(inverse, c);
        const u = normal * get(gamma, c) + get(beta, c);
        const inner = u > 0 ? get(gradients, c) : get(gradients, c) * slope;
        set(partialGamma, c, get(partialGamma, c) + inner * normal);
        set(partialBeta, c, get(partialBeta, c) + inner);
      }
    }
    addTo(dGamma, partialGamma, channels);
    addTo(dBeta, partialBeta, channels);
  }
  // dx = gamma/√(variance + epsilon) · (inner − mean of inner − normal · mean of (inner · normal))
  const share: f32 = 1 / <f32>rows;
  const factor = partialGamma, meanInner = partialBeta, meanProduct = at(partialBeta, channels);
  for (let c = 0; c < channels; c++) {
    set(factor, c, get(gamma, c) * get(inverse, c));
    set(meanInner, c, get(dBeta, c) * share);
    set(meanProduct, c, get(dGamma, c) * share);
  }
  for (let row = 0; row < rows; row++) {
    const values = at(x, row * channels), gradients = at(dy, row * channels), results = at(dx, row * channels);
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const normal = f32x4.mul(f32x4.sub(getFour(values, c), getFour(mean, c)), getFour(inverse, c));
      const u = multiplyAdd(normal, getFour(gamma, c), getFour(beta, c));
      const outer = getFour(gradients, c);
      const inner = v128.bitselect(outer, f32x4.mul(outer, slopes), f32x4.gt(u, zero));
      const centred = f32x4.sub(f32x4.sub(inner, getFour(meanInner, c)), f32x4.mul(normal, getFour(meanProduct, c)));
      setFour(results, c, f32x4.mul(getFour(factor, c), centred));
    }
    for (; c < channels; c++) {
      const normal = (get(values, c) - get(mean, c)) * get(inverse, c);
      const u = normal * get(gamma, c) + get(beta, c);
      const inner = u > 0 ? get(gradients, c) : get(gradients, c) * slope;
      set(results, c, get(factor, c) * (inner - get(meanInner, c) - normal * get(meanProduct, c)));
    }
  }
}
