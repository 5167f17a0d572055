import { mean, standardDeviation } from 'simple-statistics';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';

/** Square microstructures of one size and their property, and which of them train and which validate. */
export interface SurrogateData {
  microstructures: readonly Microstructure[];
  /** One number for each microstructure, or P for each: those of the first, then those of the second, … */
  y: ArrayLike<number>;
  split: { readonly training: Uint32Array; readonly validation: Uint32Array };
}

/** Means and standard deviations of a property's numbers, by which they are standardised. */
export interface Scale {
  means: ArrayLike<number>;
  deviations: ArrayLike<number>;
}

/** P, numbers of each microstructure's property. */
export const countNumbers = ({ microstructures, y }: Pick<SurrogateData, 'microstructures' | 'y'>): number =>
  y.length / microstructures.length;

/** Means and standard deviations of the training properties. */
export function findScale(data: SurrogateData): Scale {
  const columns = Array.from({ length: countNumbers(data) }, (_, k) => trainingColumn(data, k));
  return { means: columns.map(mean), deviations: columns.map(standardDeviation) };
}

/** One number of the property of each training sample. */
function trainingColumn(data: SurrogateData, k: number): number[] {
  const numbers = countNumbers(data);
  return Array.from(data.split.training, (row) => data.y[row * numbers + k]);
}

/** Refuses data that a network cannot be trained on, by name. */
export function checkData(data: SurrogateData, side: number): void {
  const { microstructures, y, split } = data;
  const { training, validation } = split;
  const count = microstructures.length;
  const numbers = countNumbers(data);
  if (!(numbers >= 1 && Number.isInteger(numbers)))
    throw new InputError('y', `${y.length} numbers for ${count} microstructures`, 'give one for each, or as many for each');
  if (training.length < 2) throw new InputError('training', `there are ${training.length} samples`, 'give at least 2');
  if (validation.length < 1) throw new InputError('validation', 'there is no sample', 'give at least 1');
  for (const row of [...training, ...validation]) {
    if (row >= count) throw new InputError('split', `there is no microstructure ${row}`, `give numbers below ${count}`);
    for (let i = row * numbers; i < (row + 1) * numbers; i++) {
      if (!Number.isFinite(y[i])) throw new InputError('y', `number ${i} is ${y[i]}`, 'give finite numbers');
    }
  }
  for (const microstructure of microstructures) checkSize(microstructure, side, microstructures[0].width);
  for (let k = 0; k < numbers; k++) {
    const column = trainingColumn(data, k);
    if (new Set(column.map(Math.fround)).size > 1) continue;
    const problem = `all ${training.length} training samples have the property ${column[0]}`;
    throw new InputError('y', problem, 'give samples that differ in it: the network learns by their differences');
  }
}

/** Refuses an image that cannot be averaged to side × side, or is not of the given width. */
export function checkSize({ width, height }: Pick<Microstructure, 'width' | 'height'>, side: number, wanted = width): void {
  const found = `${width} × ${height} pixels`;
  if (width !== height || width !== wanted) throw new InputError('image', found, `give ${wanted} × ${wanted}`);
  if (width % side !== 0 || width === 0) throw new InputError('image', found, `give a side that is a multiple of ${side}`);
}
