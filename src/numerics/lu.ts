import { kernelsFor, takeIntegers, workspace } from './arena';
import { type ComplexMatrix, combineRows, copy, identity, place, transpose } from './matrix';

/** P A = L U with partial pivoting: L (unit diagonal) and U share one matrix. */
export interface LuFactors {
  readonly matrix: ComplexMatrix;
  /** Step i exchanged rows i and pivots[i]. */
  readonly pivots: Int32Array;
}

/**
 * Factorises a square matrix in place (Toledo 1997, recursive, so that nearly all the work is matrix products).
 * A pivot that is exactly zero is replaced by one of the size of rounding errors, so a singular matrix gives finite, very
 * large solutions: what a half-wave film at its resonance needs.
 */
export function factorise(matrix: ComplexMatrix): LuFactors {
  const pivots = takeIntegers(matrix.rows);
  kernelsFor(matrix.precision).factorise(matrix.rows, ...place(matrix), pivots.byteOffset, workspace);
  return { matrix, pivots };
}

/** Solves A X = B in place: B becomes X. */
export function solveInPlace({ matrix, pivots }: LuFactors, b: ComplexMatrix): ComplexMatrix {
  const { solve: kernel } = kernelsFor(matrix.precision);
  kernel(matrix.rows, b.columns, ...place(matrix), pivots.byteOffset, ...place(b), workspace);
  return b;
}

/** Solves Aᵀ X = B in place, for few columns: B becomes X. */
export function solveTransposedInPlace({ matrix, pivots }: LuFactors, b: ComplexMatrix): ComplexMatrix {
  const size = matrix.rows;
  const subtract = (to: number, from: number, row: number, column: number) => {
    const i = matrix.offset + row * matrix.stride + column;
    const [re, im] = [matrix.re[i], matrix.im[i]];
    let target = b.offset + to * b.stride;
    let source = b.offset + from * b.stride;
    for (const end = target + b.columns; target < end; target++, source++) {
      b.re[target] -= re * b.re[source] - im * b.im[source];
      b.im[target] -= re * b.im[source] + im * b.re[source];
    }
  };
  for (let k = 0; k < size; k++) {
    const diagonal = matrix.offset + k * (matrix.stride + 1);
    const [re, im] = [matrix.re[diagonal], matrix.im[diagonal]];
    const size2 = re * re + im * im;
    combineRows(b, k, re / size2, -im / size2, b, k, 0, 0, b, k);
    for (let i = k + 1; i < size; i++) subtract(i, k, k, i);
  }
  for (let k = size - 1; k > 0; k--) for (let i = 0; i < k; i++) subtract(i, k, k, i);
  for (let k = size - 1; k >= 0; k--) {
    if (pivots[k] === k) continue;
    for (const part of [b.re, b.im]) {
      const [here, there] = [b.offset + k * b.stride, b.offset + pivots[k] * b.stride];
      const held = part.slice(here, here + b.columns);
      part.copyWithin(here, there, there + b.columns);
      part.set(held, there);
    }
  }
  return b;
}

/** X of A X = B. */
export function solve(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return solveInPlace(factorise(copy(a)), copy(b));
}

/** X of X A = B. */
export function solveFromRight(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return transpose(solveInPlace(factorise(transpose(a)), transpose(b)));
}

/** The inverse. */
export function invert(a: ComplexMatrix): ComplexMatrix {
  return solveInPlace(factorise(copy(a)), identity(a.rows, a.precision));
}
