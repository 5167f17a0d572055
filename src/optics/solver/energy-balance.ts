import { InputError } from '../../runs/errors';
import type { DiffractionEfficiencies } from './efficiencies';

/** By how much, in shares of the incident power, a result may break the energy balance; mostly it is far less. */
const tolerance = 1e-4;

/** R, T and A, and of a stack what each layer absorbs. */
type Balance = Pick<DiffractionEfficiencies, 's' | 'p' | 'x' | 'y'> & {
  readonly layers?: readonly { readonly s: number; readonly p: number }[];
};

/**
 * By how much a result breaks what energy allows: none of R, T and A is negative, as nothing amplifies (k >= 0), A is zero
 * where nothing absorbs, and the sum over the layers where a stack has them. NaN where there is one.
 */
export function energyError({ s, p, x, y, layers }: Balance, lossless: boolean): number {
  const errors = [s, p, x, y].flatMap(({ R, T, A }) => [-R, -T, -A, lossless ? A : 0]);
  if (layers) {
    errors.push(...layers.flatMap((layer) => [-layer.s, -layer.p]));
    for (const [name, { A }] of [['s', s] as const, ['p', p] as const]) {
      errors.push(Math.abs(layers.reduce((sum, layer) => sum + layer[name], -A)));
    }
  }
  return errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors);
}

/** Throws InputError where a result breaks the energy balance, as rounding errors can make it. */
export function checkEnergy(balance: Balance, lossless: boolean, precision: 'f32' | 'f64'): void {
  if (energyError(balance, lossless) <= tolerance) return;
  const { s, p } = balance;
  const sums = [s, p].map(({ R, T }) => (R + T).toPrecision(4));
  const problem = `rounding errors have spoilt the result (R + T is ${sums[0]} for s and ${sums[1]} for p)`;
  if (precision === 'f32') throw new InputError('precision', problem, 'take "f64"');
  throw new InputError('problem', problem, 'take thinner layers, fewer harmonics, smaller indices or a little absorption');
}
