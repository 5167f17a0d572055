import { InputError } from '../runs/errors';

/**
 * Latents (samples × latentSize) and their properties (samples × propertySize), for training and for validation. Whole numbers
 * may be given in a byte each: pixels of 25,000 images would fill 0.9 GB in single precision.
 */
export interface MdnData {
  z: Float32Array | Int8Array;
  y: ArrayLike<number>;
  zValidation: Float32Array | Int8Array;
  yValidation: ArrayLike<number>;
  latentSize: number;
  /** Numbers of a property: 1 unless given. */
  propertySize?: number;
}

/**
 * Means of the numbers of a property (samples × size), then their standard deviations (divided by the number of values, as the
 * paper's numpy would).
 */
export function findScale(y: ArrayLike<number>, size = 1): Float32Array {
  const columns = Array.from({ length: size }, (_, k) => columnOf(y, k, size));
  const means = columns.map((values) => values.reduce((a, b) => a + b, 0) / values.length);
  const deviations = columns.map((values, k) => {
    const variance = values.reduce((sum, value) => sum + (value - means[k]) ** 2, 0) / values.length;
    return Math.sqrt(variance);
  });
  return Float32Array.of(...means, ...deviations);
}

/** Numbers of a property by a scale that `findScale` found: less their mean, over their standard deviation. */
export function standardise(y: ArrayLike<number>, scale: ArrayLike<number>): Float32Array {
  const size = scale.length / 2;
  return Float32Array.from(y, (value, i) => (value - scale[i % size]) / scale[size + (i % size)]);
}

/** Properties (samples × size) of the samples that `rows` names, in its order. */
export function propertiesOf(y: ArrayLike<number>, rows: ArrayLike<number>, size = 1): Float32Array {
  return Float32Array.from({ length: rows.length * size }, (_, i) => y[rows[Math.floor(i / size)] * size + (i % size)]);
}

const columnOf = (y: ArrayLike<number>, k: number, size: number): number[] =>
  Array.from({ length: y.length / size }, (_, i) => y[i * size + k]);

/** Refuses data that a network cannot be trained on, by name. */
export function checkData({ z, y, zValidation, yValidation, latentSize, propertySize = 1 }: MdnData): void {
  const samples = y.length / propertySize;
  if (samples < 2) throw new InputError('y', `there are ${samples} training samples`, 'give at least 2');
  if (yValidation.length < 1) throw new InputError('yValidation', 'there is no validation sample', 'give at least 1');
  for (const [name, latents, properties] of [
    ['z', z, y],
    ['zValidation', zValidation, yValidation],
  ] as const) {
    const wanted = (properties.length / propertySize) * latentSize;
    if (latents.length !== wanted) throw new InputError(name, `${latents.length} numbers`, `give ${wanted}`);
  }
  for (const [name, numbers] of Object.entries({ z, y, zValidation, yValidation })) {
    for (let i = 0; i < numbers.length; i++) {
      if (!Number.isFinite(numbers[i])) throw new InputError(name, `number ${i} is ${numbers[i]}`, 'give finite numbers');
    }
  }
  // the network computes in single precision
  const same = Array.from({ length: propertySize }, (_, k) => columnOf(y, k, propertySize)).find(
    (column) => new Set(Float32Array.from(column)).size === 1,
  );
  if (same) {
    const problem = `all ${samples} training samples have the property ${same[0]}`;
    throw new InputError('y', problem, 'give samples that differ in it: the network learns by their differences');
  }
}
