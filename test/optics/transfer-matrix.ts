import { inFrame } from '../../src/numerics/arena';
import { solve as solveEquations } from '../../src/numerics/lu';
import { addToDiagonal, assign, block, type ComplexMatrix, combine, identity, scale, zeros } from '../../src/numerics/matrix';
import { multiply } from '../../src/numerics/product';
import { selectOrders } from '../../src/optics/basis/orders';
import { permittivity } from '../../src/optics/basis/permittivity';
import { outgoingRoot } from '../../src/optics/layer/half-space';
import { applyP, applyQ, patternedLayer } from '../../src/optics/layer/pq-matrices';
import type { OpticalProblem, RefractiveIndex } from '../../src/optics/problem/problem';

/**
 * Reflected and transmitted power by another way, for thin layers and few orders: the field's transfer through the layer as
 * the exponential of its matrix, and the amplitudes of the outgoing waves as the unknowns, so that no Rayleigh point is
 * special. Shares the layer's matrices P and Q with the solver and nothing else.
 */
export function solveByTransfer(problem: OpticalProblem): TransferSolution {
  return inFrame(() => solveInArena(problem));
}

interface TransferSolution {
  s: { R: number; T: number };
  p: { R: number; T: number };
}

function solveInArena(problem: OpticalProblem): TransferSolution {
  const orders = selectOrders(problem.truncation, problem.period);
  const layer = patternedLayer(problem, orders, 'f64');
  const size = 2 * orders.harmonics;
  const generator = zeros(2 * size, 2 * size);
  const [p, q] = [zeros(size, size), zeros(size, size)];
  applyP(layer, identity(size), p);
  applyQ(layer, identity(size), q);
  assign(block(generator, 0, size, size, size), timesI(p));
  assign(block(generator, size, 0, size, size), timesI(q));
  scale(generator, 2 * layer.half);
  const transfer = exponential(generator);

  const [below, above] = [problem.substrate, problem.cover].map((index) => outgoingWaves(index, layer.waves.kx, layer.waves.ky));
  // transfer (incident + reflected fields) = transmitted fields; the reflected waves have v of the other sign.
  const reflected = identity(2 * size);
  for (let i = size; i < 2 * size; i++) reflected.re[i * 2 * size + i] = -1;
  const system = zeros(2 * size, 2 * size);
  combine(block(system, 0, 0, 2 * size, size), 0, multiply(multiply(transfer, reflected), above), -1);
  assign(block(system, 0, size, 2 * size, size), below);
  const zeroth = orders.zeroth;
  const [polar, azimuth] = [(problem.theta * Math.PI) / 180, (problem.phi * Math.PI) / 180];
  const [x, y] = [Math.cos(azimuth), Math.sin(azimuth)];
  const [cosine, index] = [Math.cos(polar), problem.cover[0]];
  const incident = zeros(2 * size, 2);
  const fields = [
    { electric: [-y, x], magnetic: index * cosine },
    { electric: [cosine * x, cosine * y], magnetic: index / cosine },
  ];
  fields.forEach(({ electric, magnetic }, column) => {
    electric.forEach((value, axis) => {
      incident.re[2 * (zeroth + axis * orders.harmonics) + column] = value;
      incident.re[2 * (size + zeroth + axis * orders.harmonics) + column] = magnetic * value;
    });
  });
  const amplitudes = solveEquations(system, multiply(transfer, incident));
  const [r, t] = [0, 1].map((part) => multiply(part === 0 ? above : below, block(amplitudes, part * size, 0, size, 2)));
  const powers = [0, 1].map((column) => ({
    R: power(r, column) / power(incident, column),
    T: power(t, column) / power(incident, column),
  }));
  return { s: powers[0], p: powers[1] };
}

/** Columns of (u, v) for each outgoing wave, s then p, scaled so that no division by kz is needed. */
function outgoingWaves(index: RefractiveIndex, kx: Float64Array, ky: Float64Array): ComplexMatrix {
  const count = kx.length;
  const epsilon = permittivity(index);
  const waves = zeros(4 * count, 2 * count);
  const set = (row: number, column: number, factor: number, value: readonly [number, number]) => {
    waves.re[row * 2 * count + column] = factor * value[0];
    waves.im[row * 2 * count + column] = factor * value[1];
  };
  for (let i = 0; i < count; i++) {
    const lateral = Math.hypot(kx[i], ky[i]);
    const [x, y] = lateral > 0 ? [kx[i] / lateral, ky[i] / lateral] : [1, 0];
    const kz = outgoingRoot(epsilon[0] - lateral ** 2, epsilon[1]);
    set(i, i, -y, [1, 0]);
    set(i + count, i, x, [1, 0]);
    set(i + 2 * count, i, -y, kz);
    set(i + 3 * count, i, x, kz);
    set(i, i + count, x, kz);
    set(i + count, i + count, y, kz);
    set(i + 2 * count, i + count, x, epsilon);
    set(i + 3 * count, i + count, y, epsilon);
  }
  return waves;
}

/** Re(u · v*) of one column. */
function power({ re, im, rows, columns }: ComplexMatrix, column: number): number {
  let sum = 0;
  const half = (rows / 2) * columns;
  for (let i = column; i < half; i += columns) sum += re[i] * re[i + half] + im[i] * im[i + half];
  return sum;
}

function timesI(matrix: ComplexMatrix): ComplexMatrix {
  const out = zeros(matrix.rows, matrix.columns);
  out.re.set(matrix.im);
  scale(out, -1);
  out.im.set(matrix.re);
  return out;
}

/** Taylor's series of a small part of the argument, squared again and again. */
function exponential(matrix: ComplexMatrix): ComplexMatrix {
  const squarings = 10;
  scale(matrix, 2 ** -squarings);
  let result = identity(matrix.rows);
  for (let k = 14; k >= 1; k--) {
    result = multiply(matrix, result);
    scale(result, 1 / k);
    addToDiagonal(result, 1);
  }
  for (let i = 0; i < squarings; i++) result = multiply(result, result);
  return result;
}
