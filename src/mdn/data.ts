import { InputError } from '../runs/errors';

/**
 * Latents (samples × latentSize) and their properties, for training and for validation. Whole numbers may be given in a byte
 * each: pixels of 25,000 images would fill 0.9 GB in single precision.
 */
export interface MdnData {
  z: Float32Array | Int8Array;
  y: ArrayLike<number>;
  zValidation: Float32Array | Int8Array;
  yValidation: ArrayLike<number>;
  latentSize: number;
}

/** Mean and standard deviation (divided by the number of values, as the paper's numpy would). */
export function findScale(y: ArrayLike<number>): Float32Array {
  const values = Array.from(y);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Float32Array.of(mean, Math.sqrt(variance));
}

/** Refuses data that a network cannot be trained on, by name. */
export function checkData({ z, y, zValidation, yValidation, latentSize }: MdnData): void {
  if (y.length < 2) throw new InputError('y', `there are ${y.length} training samples`, 'give at least 2');
  if (yValidation.length < 1) throw new InputError('yValidation', 'there is no validation sample', 'give at least 1');
  for (const [name, latents, properties] of [
    ['z', z, y],
    ['zValidation', zValidation, yValidation],
  ] as const) {
    const wanted = properties.length * latentSize;
    if (latents.length !== wanted) throw new InputError(name, `${latents.length} numbers`, `give ${wanted}`);
  }
  for (const [name, numbers] of Object.entries({ z, y, zValidation, yValidation })) {
    for (let i = 0; i < numbers.length; i++) {
      if (!Number.isFinite(numbers[i])) throw new InputError(name, `number ${i} is ${numbers[i]}`, 'give finite numbers');
    }
  }
  // the network computes in single precision
  if (new Set(Float32Array.from(y)).size === 1) {
    const problem = `all ${y.length} training samples have the property ${y[0]}`;
    throw new InputError('y', problem, 'give samples that differ in it: the network learns by their differences');
  }
}
