import { InputError } from '../../runs/errors';
import { selectOrders } from '../basis/orders';
import type { OpticalProblem } from '../problem/problem';
import { absorption } from '../solver/solve';

/** How the absorption settles as more harmonics are kept. */
export interface Convergence {
  /** Whether the last steps changed the absorption by less than asked for. */
  readonly settled: boolean;
  readonly steps: readonly { readonly harmonics: number; readonly absorption: number }[];
}

/** Each step keeps about so many times the harmonics of the one before. */
const growth = 1.4;

/**
 * Raises the harmonics of a circular truncation from 25 on until the absorption of unpolarised light changes by less than
 * `tolerance` in two steps one after the other, or until more than `most` would be needed. Throws InputError where the
 * problem or the tolerance makes no sense.
 */
export function converge(problem: OpticalProblem, tolerance: number, most = 1000): Convergence {
  if (!(tolerance > 0)) throw new InputError('tolerance', `${tolerance} is none`, 'give a positive number, such as 0.001');
  const steps: { harmonics: number; absorption: number }[] = [];
  let calm = 0;
  for (let wanted = 25; wanted <= most && calm < 2; wanted = Math.ceil(wanted * growth)) {
    const truncation = { circular: wanted };
    const { harmonics } = selectOrders(truncation, problem.period);
    if (steps.length > 0 && steps[steps.length - 1].harmonics === harmonics) continue;
    steps.push({ harmonics, absorption: absorption({ ...problem, truncation }) });
    const [before, last] = steps.slice(-2);
    calm = last && Math.abs(last.absorption - before.absorption) < tolerance ? calm + 1 : 0;
  }
  return { settled: calm >= 2, steps };
}
