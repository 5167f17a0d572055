import { greenOperator, type Network, outflow } from './network';

/** The periodic part of the potential under one uniform field, on its way. */
interface Potential {
  readonly values: Float64Array;
  /** Net current out of each corner: nothing, once in equilibrium. */
  readonly residual: Float64Array;
  /** The residual's potential in the uniform network. */
  readonly correction: Float64Array;
  readonly direction: Float64Array;
  /** Product of residual and correction in the step before. */
  before: number;
}

/**
 * The potentials at which no current is left over in a network, for a unit field along x and one along y; by conjugate
 * gradients (Zeman, Vondřejc, Novák, Marek 2010), preconditioned by the uniform network: Moulinec and Suquet's Green operator
 * (1998), made for the discretisation (Willot, Abdallah, Pellegrini 2014; Ladecký et al. 2023). The number of iterations
 * grows as the root of the contrast, not with the size. Both iterations share their Fourier transforms.
 *
 * @param tolerance relative error that they may leave in the dissipated power
 */
export function solveEquilibrium(network: Network, tolerance: number): [x: Float64Array, y: Float64Array] {
  const size = network.across.length;
  const least = Math.min(lowest(network.across), lowest(network.down));
  const contrast = Math.max(highest(network.across), highest(network.down)) / least;
  const applyGreen = greenOperator(network);
  const current = new Float64Array(size);
  const [x, y] = [startFrom(network, [1, 0]), startFrom(network, [0, 1])];

  for (let step = mostSteps(contrast, tolerance); step > 0; step--) {
    x.correction.set(x.residual);
    y.correction.set(y.residual);
    applyGreen(x.correction, y.correction);
    // the power that a potential still loses too much is at most residual · correction / least; all of it, at least `least`
    const open = [x, y].filter(({ residual, correction }) => dot(residual, correction) > tolerance * least ** 2 * size);
    if (open.length === 0) break;
    for (const potential of open) advance(potential, network, current);
  }
  return [x.values, y.values];
}

/** Conjugate gradients need no more: their error falls by (√contrast − 1)/(√contrast + 1) a step (Saad 2003, section 6.11). */
function mostSteps(contrast: number, tolerance: number): number {
  const rate = (Math.sqrt(contrast) - 1) / (Math.sqrt(contrast) + 1);
  return Math.ceil(Math.log(tolerance / (4 * contrast)) / (2 * Math.log(rate)));
}

function startFrom(network: Network, field: readonly [number, number]): Potential {
  const [values, residual, correction, direction] = Array.from({ length: 4 }, () => new Float64Array(network.across.length));
  outflow(network, values, field, residual);
  return { values, residual, correction, direction, before: Infinity };
}

function advance(potential: Potential, network: Network, current: Float64Array): void {
  const { values, residual, correction, direction, before } = potential;
  const product = dot(residual, correction);
  for (let i = 0; i < direction.length; i++) direction[i] = correction[i] + (product / before) * direction[i];
  outflow(network, direction, [0, 0], current);
  const length = -product / dot(direction, current);
  for (let i = 0; i < values.length; i++) {
    values[i] += length * direction[i];
    residual[i] += length * current[i];
  }
  potential.before = product;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

const lowest = (values: Float64Array): number => values.reduce((low, value) => Math.min(low, value), Infinity);
const highest = (values: Float64Array): number => values.reduce((high, value) => Math.max(high, value), 0);
