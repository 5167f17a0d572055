import { mean, standardDeviation } from 'simple-statistics';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';

/** Square microstructures of one size and their property, and which of them train and which validate. */
export interface SurrogateData {
  microstructures: readonly Microstructure[];
  /** One number for each microstructure. */
  y: ArrayLike<number>;
  split: { readonly training: Uint32Array; readonly validation: Uint32Array };
}

/** Mean and standard deviation of the training properties, by which they are standardised. */
export function findScale({ y, split }: SurrogateData): { mean: number; deviation: number } {
  const known = Array.from(split.training, (row) => y[row]);
  return { mean: mean(known), deviation: standardDeviation(known) };
}

/** Refuses data that a network cannot be trained on, by name. */
export function checkData({ microstructures, y, split: { training, validation } }: SurrogateData, side: number): void {
  const count = microstructures.length;
  if (y.length !== count) throw new InputError('y', `${y.length} numbers for ${count} microstructures`, 'give one for each');
  if (training.length < 2) throw new InputError('training', `there are ${training.length} samples`, 'give at least 2');
  if (validation.length < 1) throw new InputError('validation', 'there is no sample', 'give at least 1');
  for (const row of [...training, ...validation]) {
    if (row >= count) throw new InputError('split', `there is no microstructure ${row}`, `give numbers below ${count}`);
    if (!Number.isFinite(y[row])) throw new InputError('y', `number ${row} is ${y[row]}`, 'give finite numbers');
  }
  for (const microstructure of microstructures) checkSize(microstructure, side, microstructures[0].width);
  if (new Set(Array.from(training, (row) => Math.fround(y[row]))).size === 1) {
    const problem = `all ${training.length} training samples have the property ${y[training[0]]}`;
    throw new InputError('y', problem, 'give samples that differ in it: the network learns by their differences');
  }
}

/** Refuses an image that cannot be averaged to side × side, or is not of the given width. */
export function checkSize({ width, height }: Pick<Microstructure, 'width' | 'height'>, side: number, wanted = width): void {
  const found = `${width} × ${height} pixels`;
  if (width !== height || width !== wanted) throw new InputError('image', found, `give ${wanted} × ${wanted}`);
  if (width % side !== 0 || width === 0) throw new InputError('image', found, `give a side that is a multiple of ${side}`);
}
