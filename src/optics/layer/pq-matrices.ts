import { inFrame, type Precision } from '../../numerics/arena';
import { factorise, solveInPlace } from '../../numerics/lu';
import { assign, block, type ComplexMatrix, combineRows, copy, reserve, transpose, zeros } from '../../numerics/matrix';
import { accumulateProduct, multiply } from '../../numerics/product';
import { addBlockDiagonal, applyBlockDiagonalFromRight, type BlockDiagonalMatrix } from '../basis/block-diagonal';
import type { DiffractionOrders, WaveNumbers } from '../basis/orders';
import { waveNumbers } from '../basis/orders';
import { type PermittivityMatrices, permittivity, permittivityMatrices } from '../basis/permittivity';
import { type OpticalProblem, presentPhases } from '../problem/problem';
import { checkRounding } from './rounding';

/**
 * A patterned layer between z = −h and z = h, lengths in units of wavelength/2π. With u = (Ex, Ey) and v = (Hy, −Hx) of all
 * orders, Maxwell's equations are u' = iPv and v' = iQu (Eq. 2 and 3 of README.md); time goes as exp(−iωt).
 */
export interface Layer {
  readonly waves: WaveNumbers;
  readonly permittivity: PermittivityMatrices;
  /** Half the thickness h. */
  readonly half: number;
  /** Permittivities of the phases that the pattern has. */
  readonly epsilon: readonly (readonly [re: number, im: number])[];
  /** Of its matrices and all that comes of them. */
  readonly precision: Precision;
}

/** The layer of a problem in its diffraction orders. Throws InputError where rounding errors would spoil it. */
export function patternedLayer(problem: OpticalProblem, orders: DiffractionOrders, precision: Precision): Layer {
  const waves = waveNumbers(problem, orders);
  const epsilon = presentPhases(problem).map(permittivity);
  const half = (Math.PI * problem.thickness) / problem.wavelength;
  checkRounding(waves, epsilon, half);
  return { waves, permittivity: permittivityMatrices(problem, orders, precision), half, epsilon, precision };
}

/** out ← Q M, Q = [[εx − Ky², Kx Ky], [Kx Ky, εy − Kx²]], and with the vector rule εxy beside both Kx Ky. */
export function applyQ({ waves: { kx, ky }, permittivity }: Layer, matrix: ComplexMatrix, out: ComplexMatrix): void {
  const { xx, yy, xy } = permittivity;
  const harmonics = kx.length;
  for (let x = 0; x < harmonics; x++) {
    const y = x + harmonics;
    const both = kx[x] * ky[x];
    combineRows(out, x, -(ky[x] ** 2), 0, matrix, x, both, 0, matrix, y);
    combineRows(out, y, both, 0, matrix, x, -(kx[x] ** 2), 0, matrix, y);
  }
  const [x, y] = halves(matrix);
  const [outX, outY] = halves(out);
  accumulateProduct(outX, xx, x, 1);
  accumulateProduct(outY, yy, y, 1);
  if (!xy) return;
  accumulateProduct(outX, xy, y, 1);
  accumulateProduct(outY, xy, x, 1);
}

/** out ← P M = M − [Kx; Ky] ε⁻¹ [Kx, Ky] M; out may be M. */
export function applyP({ waves, permittivity: { inverseZz } }: Layer, matrix: ComplexMatrix, out: ComplexMatrix): void {
  const { kx, ky } = waves;
  const harmonics = kx.length;
  inFrame(() => {
    const ez = multiply(inverseZz, divergence(waves, matrix));
    for (let x = 0; x < harmonics; x++) {
      const y = x + harmonics;
      combineRows(out, x, 1, 0, matrix, x, -kx[x], 0, ez, x);
      combineRows(out, y, 1, 0, matrix, y, -ky[x], 0, ez, x);
    }
  });
}

/** out ← P Y, Y block-diagonal: without a product of matrices. */
export function multiplyByP(
  { waves, permittivity: { inverseZz }, precision }: Layer,
  y: BlockDiagonalMatrix,
  out: ComplexMatrix,
): void {
  const { kx, ky } = waves;
  const harmonics = kx.length;
  inFrame(() => {
    // ε⁻¹ [Kx, Ky], then times Y.
    const [plain, ez] = [1, 2].map(() => reserve(harmonics, 2 * harmonics, precision));
    for (const [from, to] of [
      [inverseZz.re, plain.re],
      [inverseZz.im, plain.im],
    ]) {
      for (let i = 0; i < harmonics; i++) {
        for (let j = 0; j < harmonics; j++) {
          to[2 * i * harmonics + j] = kx[j] * from[i * harmonics + j];
          to[(2 * i + 1) * harmonics + j] = ky[j] * from[i * harmonics + j];
        }
      }
    }
    applyBlockDiagonalFromRight(plain, y, ez);
    for (let x = 0; x < harmonics; x++) {
      combineRows(out, x, -kx[x], 0, ez, x, 0, 0, ez, x);
      combineRows(out, x + harmonics, -ky[x], 0, ez, x, 0, 0, ez, x);
    }
    addBlockDiagonal(out, y);
  });
}

/** [Kx, Ky] M. */
export function divergence({ kx, ky }: WaveNumbers, matrix: ComplexMatrix): ComplexMatrix {
  const out = reserve(kx.length, matrix.columns, matrix.precision);
  for (let x = 0; x < kx.length; x++) combineRows(out, x, kx[x], 0, matrix, x, ky[x], 0, matrix, x + kx.length);
  return out;
}

/** A function that gives P⁻¹ M = M + [Kx; Ky] (ε − Kx² − Ky²)⁻¹ [Kx, Ky] M (Woodbury's formula). */
export function inverseOfP({ waves, permittivity: { zz } }: Layer): (matrix: ComplexMatrix) => ComplexMatrix {
  const { kx, ky } = waves;
  const harmonics = kx.length;
  const system = copy(zz);
  for (let i = 0; i < harmonics; i++) system.re[i * (harmonics + 1)] -= kx[i] ** 2 + ky[i] ** 2;
  const factors = factorise(system);
  return (matrix) => {
    const out = reserve(matrix.rows, matrix.columns, matrix.precision);
    const ez = solveInPlace(factors, divergence(waves, matrix));
    for (let x = 0; x < harmonics; x++) {
      const y = x + harmonics;
      combineRows(out, x, 1, 0, matrix, x, kx[x], 0, ez, x);
      combineRows(out, y, 1, 0, matrix, y, ky[x], 0, ez, x);
    }
    return out;
  };
}

/** The layer whose P and Q are the transposes of the given one's: the layer that adjoint fields see. */
export function transposedLayer(layer: Layer): Layer {
  const { xx, yy, zz, inverseZz, xy } = layer.permittivity;
  const permittivity = { xx: transpose(xx), yy: transpose(yy), zz: transpose(zz), inverseZz: transpose(inverseZz) };
  return { ...layer, permittivity: { ...permittivity, ...(xy && { xy: transpose(xy) }) } };
}

/** Q itself, 2N × 2N. */
export function matrixQ({ waves: { kx, ky }, permittivity: { xx, yy, xy }, precision }: Layer): ComplexMatrix {
  const harmonics = kx.length;
  const out = zeros(2 * harmonics, 2 * harmonics, precision);
  assign(block(out, 0, 0, harmonics, harmonics), xx);
  assign(block(out, harmonics, harmonics, harmonics, harmonics), yy);
  if (xy) {
    assign(block(out, 0, harmonics, harmonics, harmonics), xy);
    assign(block(out, harmonics, 0, harmonics, harmonics), xy);
  }
  for (let i = 0; i < harmonics; i++) {
    const [top, bottom] = [i * 2 * harmonics + i, (i + harmonics) * 2 * harmonics + i];
    out.re[top] -= ky[i] ** 2;
    out.re[top + harmonics] += kx[i] * ky[i];
    out.re[bottom] += kx[i] * ky[i];
    out.re[bottom + harmonics] -= kx[i] ** 2;
  }
  return out;
}

function halves(matrix: ComplexMatrix): [upper: ComplexMatrix, lower: ComplexMatrix] {
  const rows = matrix.rows / 2;
  return [block(matrix, 0, 0, rows, matrix.columns), block(matrix, rows, 0, rows, matrix.columns)];
}
