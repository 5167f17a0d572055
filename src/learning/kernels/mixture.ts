// The log-densities of the Gaussians of a mixture density network and their gradient, without ever holding all means and
// standard deviations (737,320 numbers a sample where the network speaks of 96 × 96 pixels).
//
// Sample b has trunk features h (units) and a target t (dimensions). Component k has mean h W + m and standard
// deviation ELU(h V + v) + 1 + epsilon in each dimension; W and V are units × (components · dimensions), component by component.
// Log-densities leave out −½ dimensions ln 2π.

import { addTo, at, clear, copy, get, getFour, set, setFour } from '../../numerics/kernels/arrays';
import { multiplyTiles } from '../../numerics/kernels/product';
import { exponential, logarithm } from './functions';

/** Dimensions worked on at once: a multiple of 4. */
const CHUNK = 128;
/** Keeps a standard deviation from being 0. */
const EPSILON: f32 = 1e-7;

/** Where the parameters lie: six addresses and four sizes in memory. */
@unmanaged
export class MixtureLayer {
  features: usize;
  meanWeights: usize;
  meanBias: usize;
  standardDeviationWeights: usize;
  standardDeviationBias: usize;
  targets: usize;
  samples: i32;
  units: i32;
  components: i32;
  dimensions: i32;
}

/** Means and raw standard deviations (before ELU) of one component for `samples` rows of features, `length` dimensions. */
function evaluateChunk(
  layer: MixtureLayer, features: usize, samples: i32, offset: i32, length: i32, means: usize, raw: usize,
): void {
  const units = layer.units, featureRow = <usize>units << 2, chunkRow: usize = CHUNK << 2;
  const weightRow = <usize>(layer.components * layer.dimensions) << 2;
  for (let b = 0; b < samples; b++) {
    copy(at(means, b * CHUNK), at(layer.meanBias, offset), length);
    copy(at(raw, b * CHUNK), at(layer.standardDeviationBias, offset), length);
  }
  const meanWeights = at(layer.meanWeights, offset), standardDeviationWeights = at(layer.standardDeviationWeights, offset);
  multiplyTiles(samples, length, units, features, featureRow, 4, meanWeights, weightRow, means, chunkRow, true);
  multiplyTiles(samples, length, units, features, featureRow, 4, standardDeviationWeights, weightRow, raw, chunkRow, true);
}

/** Targets i … i + 3 of a chunk that has `length` of them; 0 beyond. */
// @ts-ignore: decorator
@inline
function targetsFrom(targets: usize, i: i32, length: i32): v128 {
  if (i + 4 <= length) return getFour(targets, i);
  let four = v128.load32_zero(at(targets, i));
  if (i + 1 < length) four = f32x4.replace_lane(four, 1, get(targets, i + 1));
  if (i + 2 < length) four = f32x4.replace_lane(four, 2, get(targets, i + 2));
  return four;
}

/** ELU(a) + 1 + epsilon, with e = exp(a): 1 is not taken from e and added again, which would round small ones off. */
// @ts-ignore: decorator
@inline
function deviationFrom(a: v128, e: v128): v128 {
  const raised = v128.bitselect(f32x4.add(a, f32x4.splat(1)), e, f32x4.gt(a, f32x4.splat(0)));
  return f32x4.add(raised, f32x4.splat(EPSILON));
}

/** logDensities (samples × components). `scratch` holds 2 × samples × 128 numbers. */
export function mixtureLogDensity(layer: MixtureLayer, logDensities: usize, scratch: usize): void {
  const samples = layer.samples, components = layer.components, dimensions = layer.dimensions;
  const means = scratch, raw = at(scratch, samples * CHUNK);
  const zero = f32x4.splat(0), half = f32x4.splat(0.5), lanes = i32x4(0, 1, 2, 3);
  clear(logDensities, samples * components);
  for (let k = 0; k < components; k++) {
    for (let first = 0; first < dimensions; first += CHUNK) {
      const length = min(CHUNK, dimensions - first);
      evaluateChunk(layer, layer.features, samples, k * dimensions + first, length, means, raw);
      for (let b = 0; b < samples; b++) {
        const targets = at(layer.targets, b * dimensions + first);
        const sampleMeans = at(means, b * CHUNK), sampleRaw = at(raw, b * CHUNK);
        let sum = zero;
        for (let i = 0; i < length; i += 4) {
          const a = getFour(sampleRaw, i);
          const deviation = deviationFrom(a, exponential(a));
          const distance = f32x4.div(f32x4.sub(targetsFrom(targets, i, length), getFour(sampleMeans, i)), deviation);
          const term = f32x4.add(f32x4.mul(f32x4.mul(distance, distance), half), logarithm(deviation));
          sum = f32x4.sub(sum, v128.and(term, i32x4.lt_s(lanes, i32x4.splat(length - i))));
        }
        const total =
          f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
        const target = b * components + k;
        set(logDensities, target, get(logDensities, target) + total);
      }
    }
  }
}

/**
 * Gradients of Σ coefficients · logDensities: `gradients` has the addresses for features, weights and biases of means and
 * standard deviations. Samples whose coefficient (a responsibility) is below `negligible` are left out of a component.
 * `scratch` holds samples × (2 × 128 + 2 × units + 2) + 128 × units numbers.
 */
export function mixtureLogDensityGradient(
  layer: MixtureLayer, gradients: MixtureLayer, coefficients: usize, negligible: f32, scratch: usize,
): void {
  const samples = layer.samples, units = layer.units, components = layer.components, dimensions = layer.dimensions;
  const means = scratch, raw = at(means, samples * CHUNK), features = at(raw, samples * CHUNK);
  const dFeatures = at(features, samples * units), shares = at(dFeatures, samples * units), chosen = at(shares, samples);
  const transposed = at(chosen, samples);
  const featureRow = <usize>units << 2, chunkRow: usize = CHUNK << 2, weightRow = <usize>(components * dimensions) << 2;
  clear(gradients.features, samples * units);
  for (let k = 0; k < components; k++) {
    let count = 0;
    for (let b = 0; b < samples; b++) {
      const share = get(coefficients, b * components + k);
      if (abs<f32>(share) <= negligible) continue;
      store<i32>(at(chosen, count), b);
      set(shares, count, share);
      copy(at(features, count * units), at(layer.features, b * units), units);
      count++;
    }
    clear(dFeatures, count * units);
    for (let first = 0; first < dimensions; first += CHUNK) {
      const length = min(CHUNK, dimensions - first), offset = k * dimensions + first;
      evaluateChunk(layer, features, count, offset, length, means, raw);
      clear(at(gradients.meanBias, offset), length);
      clear(at(gradients.standardDeviationBias, offset), length);
      for (let c = 0; c < count; c++) {
        const targets = at(layer.targets, load<i32>(at(chosen, c)) * dimensions + first);
        const sampleMeans = at(means, c * CHUNK), sampleRaw = at(raw, c * CHUNK);
        differentiateChunk(targets, length, get(shares, c), sampleMeans, sampleRaw);
        addTo(at(gradients.meanBias, offset), sampleMeans, length);
        addTo(at(gradients.standardDeviationBias, offset), sampleRaw, length);
      }
      const dMean = at(gradients.meanWeights, offset), dDeviation = at(gradients.standardDeviationWeights, offset);
      multiplyTiles(units, length, count, features, 4, featureRow, means, chunkRow, dMean, weightRow, false);
      multiplyTiles(units, length, count, features, 4, featureRow, raw, chunkRow, dDeviation, weightRow, false);
      transposeChunk(at(layer.meanWeights, offset), transposed, units, length, weightRow);
      multiplyTiles(count, units, length, means, chunkRow, 4, transposed, featureRow, dFeatures, featureRow, true);
      transposeChunk(at(layer.standardDeviationWeights, offset), transposed, units, length, weightRow);
      multiplyTiles(count, units, length, raw, chunkRow, 4, transposed, featureRow, dFeatures, featureRow, true);
    }
    for (let c = 0; c < count; c++) {
      addTo(at(gradients.features, load<i32>(at(chosen, c)) * units), at(dFeatures, c * units), units);
    }
  }
}

/** Replaces one sample's means and raw standard deviations by the gradients with respect to them. */
function differentiateChunk(targets: usize, length: i32, share: f32, means: usize, raw: usize): void {
  const one = f32x4.splat(1), shares = f32x4.splat(share);
  for (let i = 0; i < length; i += 4) {
    const a = getFour(raw, i), positive = f32x4.gt(a, f32x4.splat(0)), e = exponential(a);
    const deviation = deviationFrom(a, e);
    const factor = f32x4.div(shares, deviation);
    const distance = f32x4.div(f32x4.sub(targetsFrom(targets, i, length), getFour(means, i)), deviation);
    const excess = f32x4.sub(f32x4.mul(distance, distance), one);
    setFour(means, i, f32x4.mul(factor, distance));
    setFour(raw, i, f32x4.mul(f32x4.mul(factor, excess), v128.bitselect(one, e, positive)));
  }
}

/** `length` columns of weights as rows of `units`. */
function transposeChunk(weights: usize, transposed: usize, units: i32, length: i32, weightRow: usize): void {
  for (let unit = 0; unit < units; unit++) {
    const row = weights + <usize>unit * weightRow;
    for (let i = 0; i < length; i++) set(transposed, i * units + unit, get(row, i));
  }
}
