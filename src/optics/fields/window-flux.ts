import { inFrame } from '../../numerics/arena';
import { InputError } from '../../runs/errors';
import { type OpticalProblem, roundingOf } from '../problem/problem';
import { poyntingFluxes, poyntingMatrix } from '../solver/poynting';
import { columnsAt } from './fields';
import { illuminatedLayer } from './illuminated';

/** A rectangle of a plane in the layer, in the problem's unit: from the corner of the pattern, and below the cover. */
export interface FluxWindow {
  readonly depth: number;
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/**
 * The share of the incident power that goes down through a window: the z part of the Poynting vector Re(E* × H)/2, integrated
 * exactly over the fields' Fourier series. Through the whole cell it is 1 − R at the cover and T at the substrate.
 *
 * @throws InputError where the problem makes no sense, or the window does not lie in cell and layer
 */
export function windowFlux(problem: OpticalProblem, polarisation: 's' | 'p', window: FluxWindow): number {
  checkWindow(problem, window);
  return inFrame(() => {
    const lit = illuminatedLayer(problem);
    const { orders, incident, boundary } = lit;
    const power = poyntingFluxes(incident, polarisation === 's' ? 0 : 1, poyntingMatrix(boundary.cover));
    const { u, v } = columnsAt(lit, [window.depth / problem.thickness], polarisation);
    const [alongX, alongY] = [window.x, window.y].map((side, axis) =>
      windowIntegrals(side, problem.period[axis], 2 * most(orders)),
    );
    let flux = 0;
    for (let i = 0; i < orders.harmonics; i++) {
      for (let j = 0; j < orders.harmonics; j++) {
        const [xRe, xIm] = alongX(orders.m[j] - orders.m[i]);
        const [yRe, yIm] = alongY(orders.n[j] - orders.n[i]);
        const [re, im] = [xRe * yRe - xIm * yIm, xRe * yIm + xIm * yRe];
        for (const axis of [0, orders.harmonics]) {
          const [a, b] = [(i + axis) * u.stride + u.offset, (j + axis) * v.stride + v.offset];
          const productRe = u.re[a] * v.re[b] + u.im[a] * v.im[b];
          const productIm = u.re[a] * v.im[b] - u.im[a] * v.re[b];
          flux += re * productRe - im * productIm;
        }
      }
    }
    return flux / power.reduce((sum, value) => sum + value, 0);
  }, roundingOf(problem));
}

/** The largest |m| or |n| of the orders. */
const most = ({ m, n }: { m: ArrayLike<number>; n: ArrayLike<number> }): number =>
  Math.max(...Array.from(m, Math.abs), ...Array.from(n, Math.abs));

/** The mean over the period of exp(2πi k x/period) within the window, by k from −largest to largest. */
function windowIntegrals([from, to]: readonly [number, number], period: number, largest: number) {
  const integrals = Array.from({ length: 2 * largest + 1 }, (_, at): [re: number, im: number] => {
    const turn = 2 * Math.PI * (at - largest);
    if (turn === 0) return [(to - from) / period, 0];
    const [a, b] = [(turn * from) / period, (turn * to) / period];
    return [(Math.sin(b) - Math.sin(a)) / turn, (Math.cos(a) - Math.cos(b)) / turn];
  });
  return (k: number): readonly [number, number] => integrals[k + largest];
}

function checkWindow({ period, thickness }: OpticalProblem, window: FluxWindow): void {
  if (!(window.depth >= 0 && window.depth <= thickness)) {
    throw new InputError('depth', `${window.depth} is not in the layer`, `give a depth from 0 to ${thickness}`);
  }
  for (const [name, [from, to], length] of [
    ['x', window.x, period[0]],
    ['y', window.y, period[1]],
  ] as const) {
    if (from >= 0 && to > from && to <= length) continue;
    throw new InputError(name, `${from} … ${to} is no part of the cell`, `give two numbers that rise, from 0 to ${length}`);
  }
}
